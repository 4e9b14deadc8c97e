import { RenderServicesContext, type SkinProps, SlotContentContext, type WebComponent } from '@plinth/component-kit';
import { compositeMetadata, slotNames } from '@plinth/page-types';
import { type ReactNode, useContext, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { Composites } from '../runtime/composites.ts';
import type { PageRuntime } from '../runtime/page-runtime.ts';
import { Children } from './component-view.tsx';
import { PageRuntimeContext } from './page-runtime-context.ts';
import { useSignalValue } from './use-signal-value.ts';

const known = new WeakMap<Composites, Map<string, WebComponent>>();
const prefix = 'composite.';

/** The component that an id means, where it is a composite of the page. */
export function compositeOf({ composites }: PageRuntime, component: string): WebComponent | undefined {
  if (!component.startsWith(prefix)) return undefined;
  const made = known.get(composites) ?? new Map<string, WebComponent>();
  known.set(composites, made);
  const key = component.slice(prefix.length);
  const plan = composites.plan(key);
  if (plan === undefined || made.has(key)) return made.get(key);
  const { page, components } = plan.peek();
  const skin = (props: SkinProps) => <CompositeView composite={key} {...props} />;
  const web: WebComponent = { metadata: compositeMetadata(page, slotNames(components)), skin };
  made.set(key, web);
  return web;
}

interface CompositeViewProps extends SkinProps {
  readonly composite: string;
}

/** A composite where it stands: a page of its own within the page, which gives it parameters and content and follows its events. */
function CompositeView({ composite, id, properties, events, slots }: CompositeViewProps) {
  const outer = useContext(PageRuntimeContext);
  const plan = outer?.composites.plan(composite);
  if (outer === null || plan === undefined) throw new Error('A composite was drawn outside of its page.');
  const current = useSignalValue(plan);
  const latest = useRef(properties);
  const followed = useRef(events);
  useLayoutEffect(() => {
    latest.current = properties;
    followed.current = events;
  }, [properties, events]);
  const runtime = useMemo(
    () => outer.openComposite(current, latest.current, async (event, payload) => followed.current[event]?.(payload)),
    [outer, current],
  );
  useLayoutEffect(() => runtime.setParameters(properties), [runtime, properties]);
  useEffect(() => {
    runtime.start();
    return () => runtime.stop();
  }, [runtime]);
  const tree = useSignalValue(runtime.tree);
  return (
    <SlotContentContext value={useContent(outer, slots)}>
      <PageRuntimeContext value={runtime}>
        <RenderServicesContext value={runtime.services}>
          <Children nodes={tree} scope={runtime.scope} suffix={`-${id}`} />
        </RenderServicesContext>
      </PageRuntimeContext>
    </SlotContentContext>
  );
}

/** What stands in the slots is drawn as part of the page around the composite, whose names it sees. */
function useContent(outer: PageRuntime, slots: SkinProps['slots']): Readonly<Record<string, ReactNode>> {
  const around = useContext(SlotContentContext);
  return useMemo(() => {
    const inPage = (content: ReactNode) => (
      <SlotContentContext value={around}>
        <PageRuntimeContext value={outer}>
          <RenderServicesContext value={outer.services}>{content}</RenderServicesContext>
        </PageRuntimeContext>
      </SlotContentContext>
    );
    return Object.fromEntries(Object.entries(slots).map(([name, content]) => [name, inPage(content)]));
  }, [around, outer, slots]);
}
