package hub.registry;

import hub.json.JsonWriter;

/** Something that is registered: a device, a user, a program's token, a fleet's key. */
public interface Registered {

    /** Its name, one of its kind. */
    String name();

    /** Writes the members that may be told and logged: no secret, and no hash of one. */
    JsonWriter write(JsonWriter json);

    /** All of it, as it is kept: a JSON object. */
    String stored();
}
