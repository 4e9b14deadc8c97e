import type { SkinProps, WebSkin } from '@plinth/component-kit';
import { type ComponentType, lazy, type ReactNode, Suspense, useId } from 'react';
import { defaultsOf } from '../src/contract/with-defaults.tsx';
import { webComponents } from '../src/web.ts';

interface ShowProps {
  readonly component: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  /** Names of events that are attached; what they tell is kept for the tests. */
  readonly listen?: readonly string[];
  readonly on?: SkinProps['events'];
  readonly slots?: Readonly<Record<string, ReactNode>>;
  readonly rowSlots?: SkinProps['rowSlots'];
  readonly onOutput?: (name: string, value: unknown) => void;
}

/** What the events and outputs of the shown components told, newest last. */
export interface GalleryLog {
  readonly component: string;
  readonly name: string;
  readonly payload: unknown;
}

const log: GalleryLog[] = [];
Reflect.set(globalThis, 'galleryLog', log);

const skins = new Map<string, ComponentType<SkinProps>>();

function skinOf(component: string): ComponentType<SkinProps> {
  const known = skins.get(component);
  if (known) return known;
  const entry = webComponents[`ui.${component}`];
  if (!entry) throw new Error(`There is no component ui.${component}.`);
  const skin: WebSkin = lazy(async () => ({ default: (await entry.load()) as ComponentType<SkinProps> }));
  skins.set(component, skin as ComponentType<SkinProps>);
  return skin as ComponentType<SkinProps>;
}

/** One component as a page would show it. */
export function Show({ component, properties = {}, listen = [], on = {}, slots = {}, rowSlots = {}, onOutput }: ShowProps) {
  const id = `${component}-${useId().replace(/\W/g, '')}`;
  const Skin = skinOf(component);
  const metadata = webComponents[`ui.${component}`]?.metadata;
  const events: SkinProps['events'] = {
    ...Object.fromEntries(
      listen.map((name) => [
        name,
        async (payload?: Readonly<Record<string, unknown>>) => {
          log.push({ component, name, payload });
        },
      ]),
    ),
    ...on,
  };
  const complete = { ...(metadata ? defaultsOf(metadata) : {}), ...properties };
  return (
    <Suspense fallback={null}>
      <Skin
        id={id}
        properties={complete}
        events={events}
        slots={slots}
        rowSlots={rowSlots}
        setOutput={(name, value) => {
          log.push({ component, name: `output:${name}`, payload: value });
          onOutput?.(name, value);
        }}
      />
    </Suspense>
  );
}
