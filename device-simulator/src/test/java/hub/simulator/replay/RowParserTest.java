package hub.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.protocol.DeviceId;
import hub.protocol.Location;
import hub.simulator.replay.Row.Measurement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowParserTest {

    private static final String JOINED =
            "timestamp_utc,station,lat,lon,pm_sensor_id,pm10_ugm3,pm25_ugm3,climate_type,temperature_c,humidity_pct,pressure_pa";
    private static final String SDS011 =
            "sensor_id;sensor_type;location;lat;lon;timestamp;P1;durP1;ratioP1;P2;durP2;ratioP2";
    private static final String DHT22 = "sensor_id;sensor_type;location;lat;lon;timestamp;temperature;humidity";
    private static final String BME280 =
            "sensor_id;sensor_type;location;lat;lon;timestamp;pressure;altitude;pressure_sealevel;temperature;humidity";

    @Test
    void readsTheJoinedWeek() throws Exception {
        Row row = good(JOINED, "2019-05-06T00:00:46Z,11407,56.963,-2.212,22480,12.20,2.70,bme280,6.78,81.83,102282.22");

        assertThat(row)
                .isEqualTo(new Row(
                        new DeviceId("11407"),
                        micros("2019-05-06T00:00:46Z"),
                        Optional.of(new Location(56.963, -2.212)),
                        List.of(
                                new Measurement(4, 12.2),
                                new Measurement(2, 2.7),
                                new Measurement(5, 6.78),
                                new Measurement(6, 81.83),
                                new Measurement(7, 102282.22))));
    }

    @Test
    void anEmptyFieldIsNoReading() throws Exception {
        assertThat(good(JOINED, "2019-05-06T00:00:00Z,13084,57.174,-2.113,25095,7.35,,dht22,,93.30,")
                        .values())
                .containsExactly(new Measurement(4, 7.35), new Measurement(6, 93.3));
        assertThat(good(SDS011, "5331;SDS011;2688;57.128;-2.130;2017-08-30T11:27:23;;;;;;")
                        .values())
                .isEmpty();
    }

    @Test
    void readsTheArchivesSensors() throws Exception {
        assertThat(good(SDS011, "15092;SDS011;7647;56.964;-2.212;2019-05-20T00:00:32;25.20;;;17.77;;"))
                .isEqualTo(new Row(
                        new DeviceId("15092"),
                        micros("2019-05-20T00:00:32Z"),
                        Optional.of(new Location(56.964, -2.212)),
                        List.of(new Measurement(4, 25.2), new Measurement(2, 17.77))));
        assertThat(good(DHT22, "15463;DHT22;7832;57.124;-2.102;2019-05-20T00:01:28;14.00;99.90")
                        .values())
                .containsExactly(new Measurement(5, 14), new Measurement(6, 99.9));
        assertThat(good(BME280, "15093;BME280;7647;56.964;-2.212;2019-05-20T00:00:43;101054.75;;;12.79;100.00")
                        .values())
                .containsExactly(new Measurement(5, 12.79), new Measurement(6, 100), new Measurement(7, 101054.75));
    }

    @Test
    void keepsFractionsOfASecondAndUnderstandsZones() throws Exception {
        assertThat(good(DHT22, "1;DHT22;1;1;1;2019-05-20T00:01:28.123456;1;1").micros())
                .isEqualTo(micros("2019-05-20T00:01:28.123456Z"));
        assertThat(good(DHT22, "1;DHT22;1;1;1;2019-05-20T02:01:28+02:00;1;1").micros())
                .isEqualTo(micros("2019-05-20T00:01:28Z"));
        assertThat(good(DHT22, "1;DHT22;1;1;1;2019-05-20T00:01:28-01:00;1;1").micros())
                .isEqualTo(micros("2019-05-20T01:01:28Z"));
    }

    @Test
    void saysWhatIsWrongWithARow() throws Exception {
        assertThat(bad("15463;DHT22;7832;57.124;-2.102;2019-05-20T00:01:28;nan;99.90"))
                .isEqualTo(new Line.Bad(Optional.of(new DeviceId("15463")), "'nan' is no finite number"));
        for (String value : new String[] {"NaN", "Infinity", "1e999", "0x1p3", "1d", "1,5", "-"}) {
            assertThat(bad("15463;DHT22;7832;57.124;-2.102;2019-05-20T00:01:28;" + value + ";99.90")
                            .reason())
                    .contains(value);
        }
        assertThat(bad("15463;DHT22;7832;57.124;-2.102;yesterday;14.00;99.90").reason())
                .contains("yesterday");
        assertThat(bad("15463;DHT22").reason()).isEqualTo("2 fields, the header has 8");
        assertThat(bad("two words;DHT22;1;1;1;2019-05-20T00:01:28;1;1").device())
                .isEmpty();
    }

    @Test
    void namesTheColumnsOfAnUnknownHeader() {
        assertThatThrownBy(() -> Layout.ofHeader("time,device,value"))
                .isInstanceOf(UnknownLayoutException.class)
                .hasMessageContaining("'time,device,value'")
                .hasMessageContaining("pm10_ugm3")
                .hasMessageContaining("P1");
        assertThatThrownBy(() -> Layout.ofHeader("sensor_id;timestamp;windspeed"))
                .hasMessageContaining("none of its columns has values");
    }

    private static Row good(String header, String line) throws UnknownLayoutException {
        Line parsed = new RowParser(Layout.ofHeader(header), "").parse(line);
        assertThat(parsed).isInstanceOf(Line.Good.class);
        return ((Line.Good) parsed).row();
    }

    private static Line.Bad bad(String line) throws UnknownLayoutException {
        return (Line.Bad) new RowParser(Layout.ofHeader(DHT22), "").parse(line);
    }

    private static long micros(String instant) {
        Instant parsed = Instant.parse(instant);
        return parsed.getEpochSecond() * 1_000_000 + parsed.getNano() / 1_000;
    }
}
