import { compositeKey } from '@plinth/app-definition';
import type { ComponentCategory, ComponentMetadata } from '@plinth/component-contract';
import { Icon, useText } from '@plinth/component-kit';
import { useDefinitionAfterPaint } from '@plinth/studio-frame';
import { memo, useMemo, useState } from 'react';
import { placeable } from '../composites/placeable.ts';
import { addComponent } from '../edits/edits.ts';
import { usePageWork } from '../page-work.ts';
import { useComponentWords } from '../words/use-component-words.ts';
import { StartsSection } from './starts-section.tsx';

const order: readonly ComponentCategory[] = [
  'layout',
  'text',
  'input',
  'action',
  'data',
  'chart',
  'navigation',
  'feedback',
  'canvas',
  'logic',
  'integration',
];

const titles: Readonly<Record<ComponentCategory, { readonly id: string; readonly english: string }>> = {
  layout: { id: 'studio.category.layout', english: 'Layout' },
  text: { id: 'studio.category.text', english: 'Text' },
  input: { id: 'studio.category.input', english: 'Input' },
  action: { id: 'studio.category.action', english: 'Actions' },
  data: { id: 'studio.category.data', english: 'Data' },
  chart: { id: 'studio.category.chart', english: 'Charts' },
  navigation: { id: 'studio.category.navigation', english: 'Navigation' },
  feedback: { id: 'studio.category.feedback', english: 'Feedback' },
  canvas: { id: 'studio.category.canvas', english: 'Drawing' },
  logic: { id: 'studio.category.logic', english: 'Logic' },
  integration: { id: 'studio.category.integration', english: 'Integration' },
};

/** Everything that can be put on the page: drag it, or press it to add it where the selection is. */
export const Palette = memo(function Palette() {
  const page = usePageWork();
  const definition = useDefinitionAfterPaint();
  const [last, keep] = useState<readonly ComponentMetadata[]>([]);
  const now = useMemo(() => placeable(page, definition), [page, definition]);
  const isSame = now.length === last.length && now.every((component, at) => component === last[at]);
  if (!isSame) keep(now);
  // Most changes change nothing of it.
  return <PaletteParts components={isSame ? last : now} />;
});

const PaletteParts = memo(function PaletteParts({ components }: { readonly components: readonly ComponentMetadata[] }) {
  const text = useText();
  const page = usePageWork();
  const [search, setSearch] = useState('');
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const told = useComponentWords();
  const fits = ({ title, description, id }: ComponentMetadata) => {
    const said = `${told(title)} ${told(description)} ${title} ${description} ${id}`.toLocaleLowerCase();
    return words.every((word) => said.includes(word));
  };
  const shown = components.filter(fits);
  const composites = shown.filter(({ id }) => compositeKey(id) !== null);
  const add = (component: ComponentMetadata) => page.edit(addComponent(page.definition(), component, page.nextPlace()));
  const searchLabel = text('studio.searchComponents', 'Find a component');
  return (
    <div className="palette">
      <input
        className="studio-search"
        type="search"
        aria-label={searchLabel}
        placeholder={searchLabel}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = shown;
          if (event.key === 'Enter' && first !== undefined && search !== '') add(first);
        }}
      />
      <StartsSection words={words} />
      {composites.length === 0 ? null : (
        <PaletteSection title={text('studio.composites', 'Your composites')} components={composites} onAdd={add} />
      )}
      {order.map((category) => {
        const own = shown.filter((component) => component.category === category && compositeKey(component.id) === null);
        if (own.length === 0) return null;
        return <PaletteSection key={category} title={text(titles[category].id, titles[category].english)} components={own} onAdd={add} />;
      })}
      {shown.length === 0 ? <p className="studio-none">{text('studio.nothingFound', 'Nothing is called that.')}</p> : null}
    </div>
  );
});

interface PaletteSectionProps {
  readonly title: string;
  readonly components: readonly ComponentMetadata[];
  onAdd(component: ComponentMetadata): void;
}

function PaletteSection({ title, components, onAdd }: PaletteSectionProps) {
  const page = usePageWork();
  const told = useComponentWords();
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {components.map((component) => (
          <li key={component.id}>
            <button
              type="button"
              title={told(component.description || component.title)}
              onPointerDown={(event) =>
                page.drag.press(event, () => ({ kind: 'new', component: component.id, label: told(component.title) }))
              }
              onClick={() => onAdd(component)}
            >
              <Icon name={component.icon} size={14} />
              <span>
                <bdi>{told(component.title)}</bdi>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
