package hub.benchmark.question;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.data.SeriesName;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class CsvTextTest {

    @Test
    void writesAsTheHubDoes() {
        CsvText text = new CsvText(new SeriesName("5331", "pm2_5"));
        text.reading(1_504_092_443_000L, 2.83);
        text.reading(1_504_137_599_250L, 7);
        text.reading(1_504_137_600_000L, -0.5);

        String right = """
                time,device,metric,value
                2017-08-30T11:27:23Z,5331,pm2_5,2.83
                2017-08-30T23:59:59.250Z,5331,pm2_5,7
                2017-08-31T00:00:00Z,5331,pm2_5,-0.5
                """.replace("\n", "\r\n");
        CRC32C checksum = new CRC32C();
        checksum.update(right.getBytes(StandardCharsets.US_ASCII));
        assertThat(text.answer().cells()).containsExactly(3, right.length(), (double) checksum.getValue());
    }
}
