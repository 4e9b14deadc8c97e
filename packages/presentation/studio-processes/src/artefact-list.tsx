import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { PanelSection } from '@plinth/studio-frame';
import { artefactIcons } from './drawing/artefact-icons.ts';
import { useArtefactNames } from './drawing/artefact-names.ts';
import { artefactId } from './drawing/artefacts.ts';
import type { DrawnProcess } from './drawing/drawn-process.ts';
import { useProcessWork } from './process-work.ts';

/** Pools, lanes, notes and data, to be selected without the diagram. */
export function ArtefactList({ drawn }: { readonly drawn: DrawnProcess }) {
  const text = useText();
  const { work } = useProcessWork();
  const names = useArtefactNames();
  const selection = useSignalValue(work.selection);
  const shapes = drawn.artefacts.flatMap((artefact) => (artefact.kind === 'shape' ? [artefact] : []));
  if (shapes.length === 0) return null;
  return (
    <PanelSection name="process-artefacts" title={text('studio.bpmn.artefacts', 'Pools, lanes, notes and data')}>
      <ul className="studio-artefacts">
        {shapes.map(({ key, type, label }) => (
          <li key={key}>
            <button
              type="button"
              aria-current={selection.includes(artefactId(key)) || undefined}
              onClick={() => {
                work.selection.value = [artefactId(key)];
              }}
            >
              <Icon name={artefactIcons[type]} size={15} />
              <bdi>{label.trim() === '' ? names[type] : label}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
