/** What the colours mean, in words and numbers. */

import { strings } from '../strings';
import { type Colouring, legendOf } from './colouring';

export function Legend({ colouring }: { readonly colouring: Colouring }) {
  return (
    <ul class="legend" aria-label={strings.legend} data-testid="map-legend">
      {legendOf(colouring).map(({ colour, text }) => (
        <li key={colour}>
          <span class="swatch" data-colour={colour} />
          {text}
        </li>
      ))}
      <li>
        <span class="swatch" data-colour="none" />
        {colouring.index === undefined ? strings.greyLegend : strings.greyLegendOfIndex}
      </li>
      <li>
        <span class="swatch swatch-many" data-colour="none" />
        {strings.clusterLegend}
      </li>
    </ul>
  );
}
