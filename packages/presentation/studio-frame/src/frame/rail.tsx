import { Icon, useText } from '@plinth/component-kit';
import { useEffect, useRef } from 'react';
import type { ArtefactView } from '../work/artefact-view.ts';
import type { ToolView } from '../work/tool-view.ts';

interface RailProps {
  readonly views: readonly ArtefactView[];
  readonly tools: readonly ToolView[];
  readonly current: ArtefactView | ToolView | undefined;
  readonly sideOpen: boolean;
  readonly propertiesOpen: boolean;
  onView(view: ArtefactView): void;
  onTool(tool: ToolView): void;
  onSide(): void;
  onProperties(): void;
}

/** The kinds of artefacts, the tools, and the panels. */
export function Rail({ views, tools, current, sideOpen, propertiesOpen, onView, onTool, onSide, onProperties }: RailProps) {
  const text = useText();
  const kinds = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void current;
    // In a low window not all of them have room.
    kinds.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <nav className="studio-rail" aria-label={text('studio.kinds', 'Kinds of artefacts')}>
      <div ref={kinds} className="studio-rail-kinds">
        {views.map((view) => (
          <RailButton
            key={view.kind}
            title={text(`studio.view.${view.kind}`, view.title)}
            icon={view.icon}
            current={view === current}
            onClick={() => onView(view)}
          />
        ))}
        {views.length > 0 && tools.length > 0 ? <hr /> : null}
        {tools.map((tool) => (
          <RailButton
            key={tool.key}
            title={text(`studio.tool.${tool.key}`, tool.title)}
            icon={tool.icon}
            current={tool === current}
            onClick={() => onTool(tool)}
          />
        ))}
      </div>
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

interface RailButtonProps {
  readonly title: string;
  readonly icon: string;
  readonly current: boolean;
  onClick(): void;
}

function RailButton({ title, icon, current, onClick }: RailButtonProps) {
  return (
    <button type="button" title={title} aria-label={title} aria-current={current ? 'true' : undefined} onClick={onClick}>
      <Icon name={icon} size={18} />
    </button>
  );
}
