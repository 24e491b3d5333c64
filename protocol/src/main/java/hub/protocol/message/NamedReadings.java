package hub.protocol.message;

import hub.protocol.ChannelTable;
import hub.protocol.frame.ReadingsFrame;

/**
 * Readings that came with metric names, as a binary frame of the same meaning: from here on there is one form.
 *
 * @param frame f64, times in µs
 * @param channels what its channel numbers stand for; numbers from 1000 are this frame's alone
 */
public record NamedReadings(ReadingsFrame frame, ChannelTable channels) {}
