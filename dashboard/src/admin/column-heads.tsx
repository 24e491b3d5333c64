/** The headings of a table whose last column has buttons: they need none to be seen. */

import { adminStrings } from '../strings';

export function ColumnHeads({ names }: { readonly names: readonly string[] }) {
  return (
    <thead>
      <tr>
        {names.map((name) => (
          <th key={name} scope="col">
            {name}
          </th>
        ))}
        <th scope="col">
          <span class="unseen">{adminStrings.actions}</span>
        </th>
      </tr>
    </thead>
  );
}
