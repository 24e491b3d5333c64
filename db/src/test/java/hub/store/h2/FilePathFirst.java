package hub.store.h2;

import org.h2.store.fs.FileUtils;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Before each class: H2's class of files is there before any class that extends it is begun with. Where one thread begins with the
 * one and another with the other, each waits for the other for ever: the class of files makes objects of those that extend it.
 */
public final class FilePathFirst implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        FileUtils.exists(".");
    }
}
