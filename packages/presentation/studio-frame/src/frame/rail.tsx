import { Icon, useText } from '@plinth/component-kit';
import type { ArtefactView } from '../work/artefact-view.ts';

interface RailProps {
  readonly views: readonly ArtefactView[];
  readonly current: ArtefactView | undefined;
  readonly sideOpen: boolean;
  readonly propertiesOpen: boolean;
  onView(view: ArtefactView): void;
  onSide(): void;
  onProperties(): void;
}

/** The kinds of artefacts, and the panels. */
export function Rail({ views, current, sideOpen, propertiesOpen, onView, onSide, onProperties }: RailProps) {
  const text = useText();
  return (
    <nav className="studio-rail" aria-label={text('studio.kinds', 'Kinds of artefacts')}>
      {views.map((view) => {
        const title = text(`studio.view.${view.kind}`, view.title);
        return (
          <button
            key={view.kind}
            type="button"
            title={title}
            aria-label={title}
            aria-current={view === current ? 'true' : undefined}
            onClick={() => onView(view)}
          >
            <Icon name={view.icon} size={18} />
          </button>
        );
      })}
      <span className="studio-grow" />
      <button
        type="button"
        title={text('studio.toggleSide', 'Left panel')}
        aria-label={text('studio.toggleSide', 'Left panel')}
        aria-pressed={sideOpen}
        onClick={onSide}
      >
        <Icon name="layout-sidebar" size={18} />
      </button>
      <button
        type="button"
        title={text('studio.toggleProperties', 'Properties panel')}
        aria-label={text('studio.toggleProperties', 'Properties panel')}
        aria-pressed={propertiesOpen}
        onClick={onProperties}
      >
        <Icon name="layout-sidebar-right" size={18} />
      </button>
    </nav>
  );
}
