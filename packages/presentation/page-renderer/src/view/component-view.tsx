import type { PerRow, SkinProps, WebSkin } from '@plinth/component-kit';
import { type ComponentType, createContext, memo, type ReactNode, useContext, useState, useSyncExternalStore } from 'react';
import type { ComponentNode } from '../runtime/component-tree.ts';
import { type ExpressionLanguage, innerScope, languageOfScope, type Scope } from '../runtime/expressions.ts';
import { Instance, queryOf } from '../runtime/instance.ts';
import type { PageRuntime } from '../runtime/page-runtime.ts';
import { FailureBoundary } from './failure-boundary.tsx';
import { layoutOf } from './layout-style.ts';
import { UnknownComponent } from './unknown-component.tsx';

export const PageRuntimeContext = createContext<PageRuntime | null>(null);

interface KnownComponentProps {
  readonly node: ComponentNode;
  readonly scope: Scope;
  /** Distinguishes the DOM ids of the same component in several rows. */
  readonly suffix: string;
  readonly runtime: PageRuntime;
  readonly skin: WebSkin;
}

/** One component instance. It renders again only when its own values change. */
function KnownComponent({ node, scope, suffix, runtime, skin }: KnownComponentProps) {
  const [{ instance, parts, layout }] = useState(() => prepare(runtime, node, scope, suffix));
  const { visible, properties } = useSyncExternalStore(instance.subscribe, instance.read);
  if (!visible) return null;
  const Skin = skin as unknown as ComponentType<SkinProps>;
  const drawn = <Skin {...parts} properties={properties} />;
  return layout === null ? drawn : <div {...layout}>{drawn}</div>;
}

type SkinParts = Omit<SkinProps, 'properties'>;

function prepare(runtime: PageRuntime, node: ComponentNode, scope: Scope, suffix: string) {
  const { plan } = node;
  const contract = runtime.components.component(plan.component)?.metadata.ui;
  const language = languageOfScope(scope, runtime.language);
  const query = queryOf(plan, contract);
  const rowLanguage = query === undefined ? language : language.forRowsOf(query);
  const slots: Record<string, ReactNode> = {};
  const rowSlots: Record<string, PerRow<ReactNode>> = {};
  for (const [name, children] of node.slots) {
    if (contract?.slots[name]?.perRow === true) rowSlots[name] = rowSlot(children, scope, suffix, rowLanguage);
    else slots[name] = <Children nodes={children} scope={scope} suffix={suffix} />;
  }
  const events: Record<string, (payload?: Readonly<Record<string, unknown>>) => Promise<void>> = {};
  for (const [name, actions] of Object.entries(plan.events)) {
    if (actions.length > 0) events[name] = (payload = {}) => runtime.run(actions, innerScope(scope, { event: payload }, rowLanguage));
  }
  const { name } = plan;
  const setOutput: SkinParts['setOutput'] = name === undefined ? ignoreOutput : (output, value) => runtime.setOutput(name, output, value);
  const parts: SkinParts = { id: plan.id + suffix, events, slots, rowSlots, setOutput };
  return { instance: new Instance(runtime, node, scope, contract), parts, layout: layoutOf(plan) };
}

function ignoreOutput(): void {}

function rowSlot(children: readonly ComponentNode[], scope: Scope, suffix: string, language: ExpressionLanguage): PerRow<ReactNode> {
  const scopes = new WeakMap<object, { readonly index: number; readonly scope: Scope }>();
  return (row, index) => {
    const known = scopes.get(row);
    const own = known !== undefined && known.index === index ? known : { index, scope: innerScope(scope, { row, index }, language) };
    scopes.set(row, own);
    return <RowChildren key={String(row.id ?? index)} nodes={children} scope={own.scope} suffix={`${suffix}-${index}`} />;
  };
}

interface ChildrenProps {
  readonly nodes: readonly ComponentNode[];
  readonly scope: Scope;
  readonly suffix: string;
}

/** Components of a row: drawn anew when the row itself is another, for their values are the row's. */
const RowChildren = memo(function RowChildren(props: ChildrenProps) {
  const [version, setVersion] = useState({ scope: props.scope, number: 0 });
  const current = version.scope === props.scope ? version : { scope: props.scope, number: version.number + 1 };
  if (current !== version) setVersion(current);
  return <Children key={current.number} {...props} />;
});

/** React visits every sibling of what changed, so that longer lists are drawn as groups of groups. */
const mostSiblings = 16;

/** The components of a slot, one after the other; what fails in one leaves the others alone. */
export const Children = memo(function Children({ nodes, scope, suffix }: ChildrenProps): ReactNode {
  const runtime = useContext(PageRuntimeContext);
  if (runtime === null) throw new Error('A component was rendered outside a page.');
  if (nodes.length > mostSiblings) {
    return groupsOf(nodes).map((group) => <Children key={group[0]?.plan.id} nodes={group} scope={scope} suffix={suffix} />);
  }
  return nodes.map((node) => {
    const { id, component } = node.plan;
    const known = runtime.components.component(component);
    if (known === undefined) return <UnknownComponent key={id} id={component} version={runtime.plan.versions[component]} />;
    return (
      <FailureBoundary key={id} title={known.metadata.title}>
        <KnownComponent node={node} scope={scope} suffix={suffix} runtime={runtime} skin={known.skin} />
      </FailureBoundary>
    );
  });
});

function groupsOf(nodes: readonly ComponentNode[]): readonly (readonly ComponentNode[])[] {
  const size = Math.ceil(nodes.length / mostSiblings);
  return Array.from({ length: Math.ceil(nodes.length / size) }, (_, group) => nodes.slice(group * size, (group + 1) * size));
}
