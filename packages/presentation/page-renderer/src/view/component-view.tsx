import type { PerRow, SkinProps, WebComponent } from '@plinth/component-kit';
import {
  Component,
  type ComponentType,
  memo,
  type ReactNode,
  useContext,
  useId,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import type { ComponentNode } from '../runtime/component-tree.ts';
import { type ExpressionLanguage, innerScope, languageOfScope, type Scope } from '../runtime/expressions.ts';
import { Instance, queryOf, type Shown } from '../runtime/instance.ts';
import type { PageRuntime } from '../runtime/page-runtime.ts';
import { rowScope } from '../runtime/row-scope.ts';
import { compositeOf } from './composite-view.tsx';
import { Failed } from './failure-boundary.tsx';
import { type LayoutAttributes, layoutOf } from './layout-style.ts';
import { PageRuntimeContext } from './page-runtime-context.ts';
import { UnknownComponent } from './unknown-component.tsx';

interface ComponentViewProps {
  readonly node: ComponentNode;
  readonly scope: Scope;
  /** Distinguishes the DOM ids of the same component in several rows. */
  readonly suffix: string;
  readonly runtime: PageRuntime;
  readonly component: WebComponent;
}

interface ComponentViewState {
  readonly failure: unknown;
  readonly failed: boolean;
}

/** One component instance, and the boundary around what fails in it: the rest of the page goes on. */
class ComponentView extends Component<ComponentViewProps, ComponentViewState> {
  override state: ComponentViewState = { failure: null, failed: false };
  #prepared: Prepared | null = null;

  static getDerivedStateFromError(failure: unknown): ComponentViewState {
    return { failure, failed: true };
  }

  override render(): ReactNode {
    const { failure, failed } = this.state;
    if (failed) return <Failed title={this.props.component.metadata.title} failure={failure} onRetry={this.#retry} />;
    try {
      if (this.#prepared?.node !== this.props.node) this.#prepared = prepare(this.props);
    } catch (refused) {
      // A boundary catches what its children throw, not what it throws itself.
      return <Throws failure={refused} />;
    }
    const { instance } = this.#prepared;
    return instance.changes ? <Changing prepared={this.#prepared} /> : drawn(this.#prepared, instance.read());
  }

  override shouldComponentUpdate(props: ComponentViewProps, state: ComponentViewState): boolean {
    const { node, scope, component } = this.props;
    return state !== this.state || props.node !== node || props.scope !== scope || props.component !== component;
  }

  /** What failed may have been mended. */
  override componentDidUpdate(before: ComponentViewProps): void {
    if (this.state.failed && before.node !== this.props.node) this.#retry();
  }

  #retry = (): void => {
    this.#prepared = null;
    this.setState({ failure: null, failed: false });
  };
}

function Throws({ failure }: { readonly failure: unknown }): never {
  throw failure;
}

/** Renders again only when the instance's own values change. */
function Changing({ prepared }: { readonly prepared: Prepared }) {
  return drawn(prepared, useSyncExternalStore(prepared.instance.subscribe, prepared.instance.read));
}

function drawn({ Skin, parts, layout }: Prepared, { visible, properties }: Shown): ReactNode {
  if (!visible) return null;
  const skin = <Skin {...parts} properties={properties} />;
  return layout === null ? skin : <div {...layout}>{skin}</div>;
}

interface Prepared {
  readonly node: ComponentNode;
  readonly Skin: ComponentType<SkinProps>;
  readonly instance: Instance;
  readonly parts: SkinParts;
  readonly layout: LayoutAttributes | null;
}

type SkinParts = Omit<SkinProps, 'properties'>;

function prepare({ runtime, node, scope, suffix, component }: ComponentViewProps): Prepared {
  const { plan } = node;
  const contract = component.metadata.ui;
  const language = languageOfScope(scope, runtime.language);
  const query = queryOf(plan, contract);
  const rowLanguage = query === undefined ? language : language.forRowsOf(query);
  const slots: Record<string, ReactNode> = {};
  const rowSlots: Record<string, PerRow<ReactNode>> = {};
  const { design } = runtime;
  if (design !== null) {
    // Further slots are for what few pages need, so that their room stays as it is when the application runs.
    const content = contract?.slots.children;
    if (content !== undefined && content.perRow !== true) slots.children = <design.EmptySlot instance={plan.id} />;
  }
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
  const instance = new Instance(runtime, node, scope, contract);
  return { node, Skin: component.skin as unknown as ComponentType<SkinProps>, instance, parts, layout: layoutOf(plan) };
}

function ignoreOutput(): void {}

function rowSlot(children: readonly ComponentNode[], scope: Scope, suffix: string, language: ExpressionLanguage): PerRow<ReactNode> {
  return (row, index) => (
    <RowChildren key={String(row.id ?? index)} nodes={children} outer={scope} language={language} row={row} index={index} suffix={suffix} />
  );
}

interface RowChildrenProps {
  readonly nodes: readonly ComponentNode[];
  readonly outer: Scope;
  readonly language: ExpressionLanguage;
  readonly row: Readonly<Record<string, unknown>>;
  readonly index: number;
  readonly suffix: string;
}

/** Components of a row. They stay when the row's values change, so that the focus and what is being typed stay too. */
const RowChildren = memo(function RowChildren({ nodes, outer, language, row, index, suffix }: RowChildrenProps) {
  const [own] = useState(() => rowScope(outer, row, index, language));
  useLayoutEffect(() => own.set(row, index), [own, row, index]);
  const id = useId();
  return <Children nodes={nodes} scope={own.scope} suffix={`${suffix}-${id}`} />;
});

interface ChildrenProps {
  readonly nodes: readonly ComponentNode[];
  readonly scope: Scope;
  readonly suffix: string;
}

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
    const known = compositeOf(runtime, component) ?? runtime.components.component(component);
    const view =
      known === undefined ? (
        <UnknownComponent key={id} id={component} version={runtime.plan.versions[component]} />
      ) : (
        <ComponentView key={id} node={node} scope={scope} suffix={suffix} runtime={runtime} component={known} />
      );
    const { design } = runtime;
    return design === null ? (
      view
    ) : (
      <design.Instance key={id} id={id}>
        {view}
      </design.Instance>
    );
  });
}, isSameList);

/** Groups are made anew with the list that they are of, and are the same as long as what stands in them is. */
function isSameList(before: ChildrenProps, after: ChildrenProps): boolean {
  const { nodes, scope, suffix } = after;
  return (
    before.scope === scope &&
    before.suffix === suffix &&
    before.nodes.length === nodes.length &&
    before.nodes.every((node, at) => node === nodes[at])
  );
}

function groupsOf(nodes: readonly ComponentNode[]): readonly (readonly ComponentNode[])[] {
  const size = Math.ceil(nodes.length / mostSiblings);
  return Array.from({ length: Math.ceil(nodes.length / size) }, (_, group) => nodes.slice(group * size, (group + 1) * size));
}
