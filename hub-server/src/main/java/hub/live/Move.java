package hub.live;

import hub.protocol.DeviceId;

/**
 * A device has said something of itself, or the registry has of it.
 *
 * @param to the same as before, of most devices
 */
record Move(DeviceId device, Traits from, Traits to) {

    /** Whether it was not of a selection and is so now. */
    boolean enters(Selection selection) {
        return !selection.includes(device, from) && selection.includes(device, to);
    }

    /** Whether it was of a selection and is not any more. */
    boolean leaves(Selection selection) {
        return selection.includes(device, from) && !selection.includes(device, to);
    }
}
