/** A QR code as one path. Dark on light in every theme, with the quiet border that readers need. */

import { generate } from 'lean-qr';
import { useMemo } from 'preact/hooks';

const QUIET = 4;

function pathOf(text: string): { readonly path: string; readonly size: number } {
  const code = generate(text);
  let path = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x} ${y}h1v1h-1z`;
  }
  return { path, size: code.size };
}

export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { path, size } = useMemo(() => pathOf(text), [text]);
  const side = size + 2 * QUIET;
  return (
    <svg
      class="qr-code"
      viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
      data-testid="qr-code"
    >
      <path d={path} />
    </svg>
  );
}
