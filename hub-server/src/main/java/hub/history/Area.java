package hub.history;

import hub.protocol.Location;
import hub.text.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the globe between two parallels and two meridians; from west to east, so it may hold the 180th.
 *
 * @param west in degrees, -180 to 180
 * @param south in degrees, -90 to 90
 */
record Area(double west, double south, double east, double north) {

    /** From GeoJSON's {@code bbox} (RFC 7946): west, south, east, north. */
    static Area parse(String text) {
        List<Double> sides = new ArrayList<>();
        for (String side : text.split(",", -1)) {
            try {
                sides.add(Double.parseDouble(side.strip()));
            } catch (NumberFormatException e) {
                throw wrong(text);
            }
        }
        if (sides.size() != 4
                || !(Math.abs(sides.get(0)) <= 180 && Math.abs(sides.get(2)) <= 180)
                || !(sides.get(1) >= -90 && sides.get(1) <= sides.get(3) && sides.get(3) <= 90)) {
            throw wrong(text);
        }
        return new Area(sides.get(0), sides.get(1), sides.get(2), sides.get(3));
    }

    private static BadRequestException wrong(String text) {
        return new BadRequestException("parameter 'bbox': '" + Printable.shortened(text)
                + "' is not west,south,east,north in degrees, such as -2.3,57.1,-2.0,57.3");
    }

    boolean contains(Location place) {
        boolean between =
                west <= east ? place.lon() >= west && place.lon() <= east : place.lon() >= west || place.lon() <= east;
        return between && place.lat() >= south && place.lat() <= north;
    }
}
