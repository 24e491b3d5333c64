package hub.protocol.frame;

import hub.protocol.Refusal;

/**
 * A frame of which nothing is taken.
 *
 * @param refusal why
 * @param seq the frame's sequence number; 0 if it had none, is too short to tell or is of another kind
 */
public record RefusedFrame(Refusal refusal, long seq) implements DecodedFrame {}
