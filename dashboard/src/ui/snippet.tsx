/** Something to copy. */

import { useSignal } from '@preact/signals';
import { strings } from '../strings';
import './snippet.css';

const SAID_MILLIS = 2_000;

export function Snippet({ label, code }: { readonly label: string; readonly code: string }) {
  const said = useSignal<string | undefined>(undefined);
  const say = (text: string) => {
    said.value = text;
    setTimeout(() => {
      said.value = undefined;
    }, SAID_MILLIS);
  };
  // Without https a browser has no clipboard for pages; the text can be marked all the same.
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      say(strings.copied);
    } catch {
      say(strings.notCopied);
    }
  };
  return (
    <div class="snippet">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="code" tabIndex={0} aria-label={label}>
        <pre data-testid="snippet">{code}</pre>
      </section>
      <button type="button" onClick={copy}>
        <span aria-live="polite">{said.value ?? strings.copy}</span>
      </button>
    </div>
  );
}
