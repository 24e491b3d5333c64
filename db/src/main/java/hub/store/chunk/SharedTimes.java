package hub.store.chunk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A timeline that stands in a chunk, and the timelines that have some or all of its times. */
final class SharedTimes {
    /**
     * Whoever has so many members takes in further ones only if it need not grow for them: each would be placed
     * anew.
     */
    private static final int MAX_GROWING = 8;
    /** About what the directory takes for a timeline, and for one that is part of another. */
    private static final int TIMELINE_BYTES = 12;

    private static final int SUBSET_BYTES = 7;
    private static final byte[] ALL = {};

    final Timeline all;
    private final List<Member> members;

    /**
     * One that has some or all of the times.
     *
     * @param places the blocks of the places of its times among all; empty if it has all
     */
    @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
    record Member(Timeline own, byte[] places) {}

    private SharedTimes(Timeline all, List<Member> members) {
        this.all = all;
        this.members = members;
    }

    static SharedTimes of(Timeline timeline) {
        return new SharedTimes(timeline, List.of(new Member(timeline, ALL)));
    }

    List<Member> members() {
        return members;
    }

    /** How many time columns it takes. */
    int columns() {
        int subsets = 0;
        for (Member member : members) {
            subsets += hasAll(member.own) ? 0 : 1;
        }
        return 1 + subsets;
    }

    boolean hasAll(Timeline member) {
        return member.count() == all.count();
    }

    /** These with another one, if that takes less room than its times alone. */
    @Nullable SharedTimes with(Timeline other, BlockEncoder encoder) {
        int common = all.common(other);
        if (2 * common < Math.min(other.count(), all.count())) {
            return null;
        }
        Timeline union = all.union(other, common, encoder);
        if (union != all && members.size() > MAX_GROWING) {
            return null;
        }
        List<Member> united = new ArrayList<>(members.size() + 1);
        for (Member member : members) {
            united.add(union == all ? member : member(member.own, union, encoder));
        }
        united.add(member(other, union, encoder));
        SharedTimes candidate = new SharedTimes(union, united);
        return candidate.bytes() < bytes() + TIMELINE_BYTES + other.blocks.length ? candidate : null;
    }

    int bytes() {
        int bytes = TIMELINE_BYTES + all.blocks.length;
        for (Member member : members) {
            bytes += hasAll(member.own) ? 0 : SUBSET_BYTES + member.places.length;
        }
        return bytes;
    }

    private static Member member(Timeline own, Timeline all, BlockEncoder encoder) {
        return new Member(own, own.count() == all.count() ? ALL : encoder.encoded(own.placesIn(all)));
    }
}
