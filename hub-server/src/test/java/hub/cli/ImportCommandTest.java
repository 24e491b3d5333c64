package hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonWriter;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.security.TokenFile;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code import} makes of files, as the hub shows it afterwards. */
class ImportCommandTest {

    @TempDir
    Path folder;

    @Test
    void knowsTheLayoutsOfTheArchive() throws IOException {
        Path days = Files.createDirectory(folder.resolve("days"));
        Files.writeString(days.resolve("sds.csv"), """
                sensor_id;sensor_type;location;lat;lon;timestamp;P1;durP1;ratioP1;P2;durP2;ratioP2
                5331;SDS011;2688;57.128;-2.130;2017-08-30T11:27:23;9.53;;;2.83;;
                5331;SDS011;2688;57.128;-2.130;2017-08-30T11:28:23;;;;;;
                """);
        Files.writeString(days.resolve("bme.csv"), """
                sensor_id;sensor_type;location;lat;lon;timestamp;pressure;altitude;pressure_sealevel;temperature;humidity
                15093;BME280;7647;56.964;-2.212;2019-05-20T00:00:43.5;101054.75;;;12.79;100.00
                """);
        Files.writeString(days.resolve("week.csv"), """
                timestamp_utc,station,lat,lon,pm_sensor_id,pm10_ugm3,pm25_ugm3,climate_type,temperature_c,humidity_pct,pressure_pa
                2019-05-06T00:00:00Z,13084,57.174,-2.113,25095,7.35,1.72,dht22,5.70,93.30,
                """);
        Files.writeString(days.resolve("notes.txt"), "not for import");
        Command imported = Command.run("import", days.toString(), "--data", data());
        assertThat(imported.err()).doesNotContain("behind line");
        assertThat(imported.code()).isZero();
        assertThat(imported.out())
                .startsWith("3 files with 4 rows: 9 readings stored in ")
                .contains("0 rows left out");
        assertThat(folder.resolve("days.rejected.csv")).doesNotExist();
        try (TestHub hub = TestHub.start(folder.resolve("data"))) {
            assertThat(hub.readings(""))
                    .containsExactly(
                            "2017-08-30T11:27:23Z,5331,pm10,9.53",
                            "2017-08-30T11:27:23Z,5331,pm2_5,2.83",
                            "2019-05-06T00:00:00Z,13084,humidity,93.3",
                            "2019-05-06T00:00:00Z,13084,pm10,7.35",
                            "2019-05-06T00:00:00Z,13084,pm2_5,1.72",
                            "2019-05-06T00:00:00Z,13084,temperature,5.7",
                            "2019-05-20T00:00:43.500Z,15093,humidity,100",
                            "2019-05-20T00:00:43.500Z,15093,pressure,101054.75",
                            "2019-05-20T00:00:43.500Z,15093,temperature,12.79");
            assertThat(hub.get("/api/v1/devices/5331").body())
                    .contains("\"location\":{\"lat\":57.128,\"lon\":-2.13}", "\"lastSeen\":\"2017-08-30T11:27:23Z\"");
        }
    }

    @Test
    void takesWhatTheHubGaveAndChangesNothingOfIt() throws IOException {
        String csv;
        String lines;
        try (TestHub hub = TestHub.start(folder.resolve("data"));
                Peer device = hub.welcomed("A")) {
            device.sendText("{\"type\":\"hello\",\"firmware\":\"1\",\"channels\":"
                    + "[{\"id\":1000,\"metric\":\"soil_moisture\",\"unit\":\"%\"}]}");
            device.sendBinary(ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, false, true, true, 1, 1, Frames.BASE_MILLIS)
                            .add(1000, 123, 12.5)
                            .add(2, 123, 7.35)
                            .encode())
                    .awaitAck(1, 1);
            device.sendRaw(Frames.wire(1, 2, 100)).awaitAck(1, 101);
            csv = hub.get("/api/v1/readings").body();
            lines = hub.get("/api/v1/readings?format=ndjson").body();
        }
        Path csvFile = Files.writeString(folder.resolve("all.csv"), csv);
        Path linesFile = Files.writeString(folder.resolve("all.ndjson"), lines);
        assertThat(Command.run("import", csvFile.toString(), "--data", data()).code())
                .isZero();
        assertThat(Command.run(
                                "import",
                                linesFile.toString(),
                                "--data",
                                folder.resolve("new").toString())
                        .code())
                .isZero();
        try (TestHub hub = TestHub.start(folder.resolve("data"));
                TestHub other = TestHub.start(folder.resolve("new"))) {
            assertThat(hub.get("/api/v1/readings").body()).isEqualTo(csv);
            assertThat(other.get("/api/v1/readings").body()).isEqualTo(csv);
            assertThat(hub.get("/api/v1/devices/A").body()).contains("\"firmware\":\"1\"", "\"unit\":\"%\"");
            Peer device = hub.device("A");
            assertThat(new JsonWriter().value(device.takeText("welcome")).toString())
                    .contains("\"resume\":[{\"epoch\":1,\"seq\":101}]");
            device.close();
        }
    }

    @Test
    void listsWhatItLeavesOut() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.csv"), """
                time,device,metric,value
                2019-05-06T00:00:00,A,pm10,1
                2019-05-06T00:00:00Z,a b,pm10,1
                2019-05-06T00:00:00Z,A,"say ""x""\",1
                2019-05-06T00:00:00Z,A,pm10,NaN
                2019-05-06T00:00:00Z,A,pm10

                9019-05-06T00:00:00Z,A,pm10,1
                0001-01-06T00:00:00Z,A,pm10,1
                2019-05-06T00:00:00Z,"A",pm10, 2.50\r
                """);
        Path rejected = folder.resolve("left-out.csv");
        Command imported = Command.run("import", file.toString(), "--data", data(), "--rejected", rejected.toString());
        assertThat(imported.code()).isZero();
        assertThat(imported.out()).contains("8 rows: 1 readings", "7 rows left out, see " + rejected);
        List<String> rows = Files.readAllLines(rejected);
        assertThat(rows.get(0)).isEqualTo("file,line,reason,row");
        assertThat(rows.get(1))
                .isEqualTo("\"" + file + "\",2,\"'2019-05-06T00:00:00' is no time such as 2019-05-06T00:00:00Z\","
                        + "\"2019-05-06T00:00:00,A,pm10,1\"");
        assertThat(rows.subList(2, rows.size()))
                .satisfiesExactly(
                        row -> assertThat(row).contains(",3,", "'a b' is no device id"),
                        row -> assertThat(row).contains(",4,", "is no metric", "\"\"\"\"x\"\"\"\""),
                        row -> assertThat(row).contains(",5,", "'NaN' is no finite number"),
                        row -> assertThat(row).contains(",6,", "3 fields, the header has 4"),
                        row -> assertThat(row).contains(",8,", "is in the future: the clock here says"),
                        row -> assertThat(row).contains(",9,", "too early"));
        try (TestHub hub = TestHub.start(folder.resolve("data"))) {
            assertThat(hub.readings("")).containsExactly("2019-05-06T00:00:00Z,A,pm10,2.5");
        }
    }

    @Test
    void saysWhatIsNotKnown() throws IOException {
        Path file = Files.writeString(folder.resolve("other.csv"), "a,b,c\n1,2,3\n");
        Command imported = Command.run("import", file.toString(), "--data", data());
        assertThat(imported.code()).isEqualTo(ImportCommand.NOT_ALL);
        assertThat(imported.err()).contains("other.csv", "its columns are 'a,b,c'; known are the hub's own");
        assertThat(Command.run("import", folder.resolve("none").toString(), "--data", data())
                        .err())
                .contains("none is not there");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(Command.run("import", empty.toString(), "--data", data()).err())
                .contains("no file to import");
        try (TestHub hub = TestHub.start(folder.resolve("data"))) {
            assertThat(Command.run("import", file.toString(), "--data", data()).err())
                    .contains("in use by another hub");
            assertThat(Json.array(hub.get("/api/v1/devices").body())).isEmpty();
        }
    }

    @Test
    void storesInAHubThatRuns() throws IOException {
        Path file = Files.writeString(
                folder.resolve("one.csv"),
                "time,device,metric,value\n2019-05-06T00:00:00Z,A,pm10,7.35\n2019-05-06T00:00:01Z,A,pm10,x\n");
        String token = TestHub.token(folder.resolve("data"), TokenFile.Kind.OPERATOR, "boss");
        Path secret = Files.writeString(folder.resolve("secret"), token + "\n");
        try (TestHub hub = TestHub.start(folder.resolve("data"), TestHub.Settings::withTokens)) {
            String url = hub.address().toString();
            Command sent = Command.run("import", file.toString(), "--url", url, "--token-file", secret.toString());
            assertThat(sent.err()).doesNotContain("behind line");
            assertThat(sent.out())
                    .startsWith("1 files with 2 rows: 1 readings stored in ")
                    .contains("1 rows left out");
            assertThat(sent.code()).isZero();
            assertThat(Command.run("import", file.toString(), "--url", url).err())
                    .contains("401", "operator's token");
            assertThat(Command.run("import", file.toString(), "--url", url, "--data", data())
                            .err())
                    .contains("give one");
        }
        try (TestHub hub = TestHub.start(folder.resolve("data"))) {
            assertThat(hub.readings("")).containsExactly("2019-05-06T00:00:00Z,A,pm10,7.35");
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }
}
