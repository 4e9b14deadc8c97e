import { entitiesOf, externalActionsOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { useDefinition } from '@plinth/studio-frame';
import { usePageWork } from '../page-work.ts';
import { quickStarts, startTitle } from '../starts/start-titles.ts';

/** What entities and other systems give at once: components with their query and bindings. `words` are what is searched for. */
export function StartsSection({ words }: { readonly words: readonly string[] }) {
  const text = useText();
  const page = usePageWork();
  const definition = useDefinition();
  const ofEntities = entitiesOf(definition).flatMap(({ id, label, labelPlural = label }) =>
    quickStarts.map(({ start, icon }) => ({
      id,
      start,
      icon,
      title: startTitle(text, start, start === 'form' ? label : labelPlural),
    })),
  );
  const ofSystems = externalActionsOf(definition)
    .filter(({ effect }) => effect === 'reads')
    .map(({ id, label }) => ({ id, start: 'table' as const, icon: 'api-app', title: startTitle(text, 'table', label) }));
  const offered = [...ofEntities, ...ofSystems];
  const shown = offered.filter(({ title }) => words.every((word) => title.toLocaleLowerCase().includes(word)));
  if (shown.length === 0) return null;
  return (
    <section>
      <h3>{text('studio.starts', 'From your data')}</h3>
      <ul className="palette-starts">
        {shown.map(({ id, start, icon, title }) => (
          <li key={`${id} ${start}`}>
            <button
              type="button"
              title={title}
              onPointerDown={(event) => page.drag.press(event, () => ({ kind: 'start', entity: id, start, label: title }))}
              onClick={() => page.start(id, start, page.nextPlace())}
            >
              <Icon name={icon} size={14} />
              <span>
                <bdi>{title}</bdi>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
