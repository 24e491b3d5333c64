package hub.ops;

import hub.store.Progress;
import java.nio.file.Path;

/** Makes backups one after the other, whoever wants them: who comes second waits. */
public final class OneAtATime implements BackupHandler.Maker {

    private final BackupHandler.Maker maker;

    public OneAtATime(BackupHandler.Maker maker) {
        this.maker = maker;
    }

    @Override
    public synchronized long make(Path target, Progress progress) {
        return maker.make(target, progress);
    }
}
