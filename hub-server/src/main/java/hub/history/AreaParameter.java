package hub.history;

import hub.protocol.Area;
import hub.text.Printable;
import java.util.ArrayList;
import java.util.List;

/** The parameter {@code bbox}: west, south, east, north, as in GeoJSON (RFC 7946). */
final class AreaParameter {

    private AreaParameter() {}

    static Area parse(String text) {
        List<Double> sides = new ArrayList<>();
        try {
            for (String side : text.split(",", -1)) {
                sides.add(Double.parseDouble(side.strip()));
            }
            if (sides.size() == 4) {
                return new Area(sides.get(0), sides.get(1), sides.get(2), sides.get(3));
            }
        } catch (IllegalArgumentException e) {
            // Said below; a number that is none is such an exception, too.
        }
        throw new BadRequestException("parameter 'bbox': '" + Printable.shortened(text)
                + "' is not west,south,east,north in degrees, such as -2.3,57.1,-2.0,57.3");
    }
}
