package hub.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import hub.protocol.testing.Seeded;
import hub.store.chunk.ChunkEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MergePlanTest {

    private static final MergePlan.Limits WIDE = new MergePlan.Limits(10L * ChunkEncoder.MAX_READINGS, Long.MAX_VALUE);

    @Test
    void leavesFewSmallNeighboursAlone() {
        assertThat(next(neighbours(7, 60), MergePlan.Zeal.TIERED)).isEmpty();
        assertThat(next(neighbours(8, 60), MergePlan.Zeal.TIERED).orElseThrow().inputs())
                .hasSize(8);
        assertThat(next(neighbours(2, 60), MergePlan.Zeal.THOROUGH)).isPresent();
    }

    /** A reading is rewritten once a tier, however long small chunks keep coming. */
    @Test
    void rewritesAReadingAFewTimesOnly() {
        DeviceChunks chunks = DeviceChunks.NONE;
        long written = 0;
        long rewritten = 0;
        for (int fold = 0; fold < 20_000; fold++) {
            chunks = chunks.with(List.of(new ChunkRef(fold, fold, fold * 60L, fold * 60L + 59, 60)));
            written += 60;
            for (Optional<MergePlan> plan = next(chunks, MergePlan.Zeal.TIERED);
                    plan.isPresent();
                    plan = next(chunks, MergePlan.Zeal.TIERED)) {
                rewritten += MergePlan.readings(plan.get().inputs());
                chunks = chunks.replace(plan.get().inputs(), List.of(merged(plan.get())));
            }
        }
        assertThat((double) rewritten / written).isLessThan(4);
        assertThat(chunks.all()).hasSizeLessThan(24 + 20_000 * 60 / (ChunkEncoder.MAX_READINGS / 2));
    }

    @Test
    void fillsChunksButNotBeyondWhatTheyHold() {
        List<ChunkRef> chunks = neighbours(5, ChunkEncoder.MAX_READINGS / 3);
        assertThat(next(chunks, MergePlan.Zeal.TIERED).orElseThrow().inputs()).hasSize(3);
        assertThat(next(neighbours(5, ChunkEncoder.MAX_READINGS * 2 / 3), MergePlan.Zeal.THOROUGH))
                .isEmpty();
    }

    @Test
    void keepsToTheLongestSpan() {
        List<ChunkRef> chunks = neighbours(40, 100);
        MergePlan.Limits limits = new MergePlan.Limits(1_000_000, 999);
        MergePlan plan = MergePlan.next(DeviceChunks.of(chunks), MergePlan.Zeal.TIERED, limits)
                .orElseThrow();
        assertThat(plan.inputs()).hasSize(10);
    }

    @Test
    void mergesOverlapsOfSomeWeightAndManyOfLittle() {
        ChunkRef large = new ChunkRef(1, 1, 0, 1_000, 1_000);
        ChunkRef small = new ChunkRef(2, 2, 500, 600, 10);
        ChunkRef half = new ChunkRef(3, 3, 500, 600, 500);
        assertThat(next(List.of(large, small), MergePlan.Zeal.TIERED)).isEmpty();
        assertThat(next(List.of(large, half), MergePlan.Zeal.TIERED)).isPresent();
        assertThat(next(List.of(large, small), MergePlan.Zeal.THOROUGH)).isPresent();
        List<ChunkRef> many = new ArrayList<>(List.of(large));
        for (int i = 2; i < 9; i++) {
            many.add(new ChunkRef(i, i, 500, 600, 10));
        }
        assertThat(next(many, MergePlan.Zeal.TIERED).orElseThrow().inputs()).hasSize(8);
    }

    /** What a plan covers is overlapped by no chunk outside of it: so its result may be younger than others. */
    @Test
    void neverMergesAcrossAChunkThatItLeavesOut() {
        Seeded.check(3_000, random -> {
            List<ChunkRef> chunks = new ArrayList<>();
            for (int i = random.nextInt(40); i >= 0; i--) {
                long from = random.nextInt(1_000);
                chunks.add(new ChunkRef(i, i, from, from + random.nextInt(60), 1 + random.nextInt(2_000)));
            }
            MergePlan.Limits limits = new MergePlan.Limits(1 + random.nextInt(20_000), 1 + random.nextInt(1_000));
            check(chunks, MergePlan.next(DeviceChunks.of(chunks), zeal(random), limits));
        });
    }

    private static MergePlan.Zeal zeal(SplittableRandom random) {
        return random.nextBoolean() ? MergePlan.Zeal.TIERED : MergePlan.Zeal.THOROUGH;
    }

    private static void check(List<ChunkRef> chunks, Optional<MergePlan> found) {
        found.ifPresent(plan -> {
            assertThat(plan.inputs()).hasSizeGreaterThan(1);
            long from = plan.inputs().get(0).minTime();
            long to = plan.inputs().stream().mapToLong(ChunkRef::maxTime).max().orElseThrow();
            for (ChunkRef other : chunks) {
                if (!plan.inputs().contains(other)) {
                    assertThat(other.maxTime() < from || other.minTime() > to || other.minTime() >= plan.until())
                            .as("%s cuts %s", other, plan)
                            .isTrue();
                }
            }
            assertThat(plan.until()).isGreaterThan(from);
        });
    }

    private static Optional<MergePlan> next(DeviceChunks chunks, MergePlan.Zeal zeal) {
        return MergePlan.next(chunks, zeal, WIDE);
    }

    private static Optional<MergePlan> next(List<ChunkRef> chunks, MergePlan.Zeal zeal) {
        return next(DeviceChunks.of(chunks), zeal);
    }

    private static ChunkRef merged(MergePlan plan) {
        ChunkRef first = plan.inputs().get(0);
        ChunkRef last = plan.inputs().get(plan.inputs().size() - 1);
        return new ChunkRef(
                last.id() + 1_000_000,
                last.arrival(),
                first.minTime(),
                last.maxTime(),
                Math.toIntExact(MergePlan.readings(plan.inputs())));
    }

    private static List<ChunkRef> neighbours(int count, int readings) {
        List<ChunkRef> chunks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chunks.add(new ChunkRef(i + 1, i + 1, i * 100L, i * 100L + 99, readings));
        }
        return chunks;
    }
}
