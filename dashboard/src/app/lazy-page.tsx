/** A page whose code is fetched when it is first shown. */

import type { ComponentType, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { strings } from '../strings';
import { Notice } from '../ui/notice';

type Loaded<P> = { readonly component: ComponentType<P> } | { readonly failed: true } | undefined;

export function lazyPage<P extends object>(load: () => Promise<ComponentType<P>>) {
  let loaded: Loaded<P>;
  return function LazyPage(props: P): VNode {
    const [page, setPage] = useState<Loaded<P>>(loaded);
    useEffect(() => {
      if (page !== undefined) return;
      load().then(
        (component) => {
          loaded = { component };
          setPage(loaded);
        },
        // Not remembered: a reload, or the next visit, tries again.
        () => setPage({ failed: true }),
      );
    }, [page]);
    if (page === undefined) return <Notice kind="loading" title={strings.loadingReadings} />;
    if ('failed' in page) {
      return (
        <Notice
          kind="error"
          title={strings.pageFailed}
          action={{ label: strings.reload, run: () => location.reload() }}
        />
      );
    }
    const Page = page.component;
    return <Page {...props} />;
  };
}
