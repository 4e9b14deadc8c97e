import './page-renderer.css';
import { RenderServicesContext } from '@plinth/component-kit';
import { useEffect } from 'react';
import type { PageRuntime } from '../runtime/page-runtime.ts';
import { Children } from './component-view.tsx';
import { PageRuntimeContext } from './page-runtime-context.ts';
import { useSignalValue } from './use-signal-value.ts';

/** Shows an open page, and runs it while it is shown. */
export function PageView({ runtime }: { readonly runtime: PageRuntime }) {
  useEffect(() => {
    runtime.start();
    return () => runtime.stop();
  }, [runtime]);
  const tree = useSignalValue(runtime.tree);
  return (
    <PageRuntimeContext value={runtime}>
      <RenderServicesContext value={runtime.services}>
        <div className="plinth-page">
          <Children nodes={tree} scope={runtime.scope} suffix="" />
        </div>
      </RenderServicesContext>
    </PageRuntimeContext>
  );
}
