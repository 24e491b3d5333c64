package hub.protocol.frame;

/** What the bytes of a binary frame from a device turned out to be. */
public sealed interface DecodedFrame permits ReadingsFrame, RefusedFrame {}
