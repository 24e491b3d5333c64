package hub.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.json.JsonValue.JsonObject;
import hub.protocol.DeviceId;
import hub.registry.RegisteredDevice;
import hub.testing.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists of devices: what is read of them, and what is said of each line that is wrong. */
class DeviceListTest {

    private static List<RegisteredDevice> parse(String csv) {
        return DeviceList.parse(csv, 1_000, device -> device.equals(new DeviceId("known")));
    }

    @Test
    void cellsMayBeQuotedAndGoOverLines() {
        List<RegisteredDevice> devices =
                parse("\uFEFFnotes,device,tags\r\n\"two\r\nlines, \"\"quoted\"\"\",A, roof ; north \r\n\r\n,B,\n");
        assertThat(devices).extracting(RegisteredDevice::name).containsExactly("A", "B");
        assertThat(devices.get(0).notes()).isEqualTo("two\r\nlines, \"quoted\"");
        assertThat(devices.get(0).tags()).containsExactlyInAnyOrder("roof", "north");
    }

    @Test
    void eachWrongLineIsNamedAsTheFileCountsThem() {
        String csv =
                "device,lat,lon,notes\nA,1,2,\n\nno id,1,2,\n\"B\",1,2,\"over\ntwo\"\nC,north,2,\nA,1,2,\nknown,1,2,\nD,1\n";
        assertThatThrownBy(() -> parse(csv)).isInstanceOfSatisfying(DeviceListException.class, e -> {
            assertThat(e.onlyKnownOnes()).isFalse();
            assertThat(e.getMessage())
                    .startsWith("nothing was registered: 5 of 7 devices cannot be: line 4: ")
                    .contains("line 7: lat 'north' is no number", "line 8: the device is on line 2 already")
                    .contains("line 9: device known is registered already", "line 10: 2 columns where");
            JsonObject problem = Json.object(e.problem());
            assertThat(Json.text(problem, "title")).isEqualTo("Bad Request");
            assertThat(e.problem()).contains("{\"line\":4,\"device\":\"no id\",\"detail\":");
        });
        assertThatThrownBy(() -> parse("device\nknown\n"))
                .isInstanceOfSatisfying(
                        DeviceListException.class,
                        e -> assertThat(e.problem()).contains("\"status\":409", "\"line\":2"));
    }

    @Test
    void whatIsNoListIsRefusedAsAWhole() {
        assertThatThrownBy(() -> parse("")).hasMessageContaining("the first line must name the columns");
        assertThatThrownBy(() -> parse("device,device\nA,B\n")).hasMessageContaining("each once");
        assertThatThrownBy(() -> parse("device\nA\n\"B\n")).hasMessageContaining("line 3: a quotation mark");
    }
}
