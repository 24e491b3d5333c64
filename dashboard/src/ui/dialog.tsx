/** A window over the page: takes the focus, gives it back, and goes by Escape, its button or a click beside it. */

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { strings } from '../strings';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="dialog-title"
      onClose={onClose}
      onClick={({ target }) => {
        // The dialog itself is hit only beside what it holds.
        if (target === dialog.current) dialog.current?.close();
      }}
      // A key for the dialog is none for the page below it.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div class="dialog-body">
        <header>
          <h2 id="dialog-title">{title}</h2>
          <button type="button" onClick={() => dialog.current?.close()}>
            {strings.close}
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
