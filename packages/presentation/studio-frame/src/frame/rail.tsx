import { Icon, useText } from '@plinth/component-kit';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ArtefactView } from '../work/artefact-view.ts';
import { fetchAhead } from '../work/fetched.tsx';
import { railGroups } from '../work/rail-group.ts';
import type { ToolView } from '../work/tool-view.ts';
import { useRailNames } from './use-rail-names.ts';

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

/** One of the things that the rail offers. */
interface Place {
  readonly key: string;
  readonly title: string;
  readonly icon: string;
  readonly current?: boolean;
  readonly pressed?: boolean;
  /** That it may be chosen soon. */
  ahead?(): void;
  choose(): void;
}

/** The kinds of artefacts and the tools by what one comes for, and the panels: icons, with names beside them where somebody looks. */
export function Rail({ views, tools, current, sideOpen, propertiesOpen, onView, onTool, onSide, onProperties }: RailProps) {
  const text = useText();
  const rail = useRef<HTMLElement>(null);
  const { names, isNarrow, onChoice, onNames, onKeyboard, handlers } = useRailNames(rail);
  const shown = names !== 'none';
  useEffect(() => {
    void current;
    // In a low window not all of them have room.
    rail.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const placesOf = (group: string): readonly Place[] => [
    ...views
      .filter((view) => view.group === group)
      .map((view) => ({
        ...{ key: view.kind, title: text(`studio.view.${view.kind}`, view.title), icon: view.icon, current: view === current },
        ahead: () => fetchAhead(view),
        choose: () => onView(view),
      })),
    ...tools
      .filter((tool) => tool.group === group)
      .map((tool) => ({
        ...{ key: `-${tool.key}`, title: text(`studio.tool.${tool.key}`, tool.title), icon: tool.icon, current: tool === current },
        ahead: () => fetchAhead(tool),
        choose: () => onTool(tool),
      })),
  ];
  const groups = railGroups.map(({ key, id, english }) => ({ key, title: text(id, english), places: placesOf(key) }));
  const first = groups.flatMap(({ places }) => places).find((place, at) => place.current || (at === 0 && current === undefined));
  // One stop of the Tab key: where the keyboard was last within it, else what is open.
  const [stop, setStop] = useState<string | null>(null);
  const stopAt = stop ?? first?.key ?? 'side';
  const button = (place: Place) => (
    <RailButton key={place.key} place={place} named={shown} stops={place.key === stopAt} onStop={setStop} onChoice={onChoice} />
  );
  return (
    <nav
      ref={rail}
      className="studio-rail"
      aria-label={text('studio.kinds', 'Kinds of artefacts')}
      data-names={names}
      {...handlers}
      onBlur={(event) => {
        handlers.onBlur(event);
        if (!event.currentTarget.contains(event.relatedTarget)) setStop(null);
      }}
      onKeyDown={(event) => {
        if (goesOn(event)) onKeyboard();
      }}
    >
      <div className="studio-rail-sheet" role="toolbar" aria-orientation="vertical" aria-label={text('studio.kinds', 'Kinds of artefacts')}>
        <div className="studio-rail-kinds">
          {groups
            .filter(({ places }) => places.length > 0)
            .map(({ key, title, places }) => (
              <div key={key} className="studio-rail-group">
                <div className="studio-rail-title" aria-hidden="true">
                  <span>{title}</span>
                </div>
                <ul aria-label={title}>
                  {places.map((place) => (
                    <li key={place.key}>{button(place)}</li>
                  ))}
                </ul>
              </div>
            ))}
        </div>
        <div className="studio-rail-foot">
          {button({
            ...{ key: 'side', title: text('studio.toggleSide', 'Left panel'), icon: 'layout-sidebar' },
            ...{ pressed: sideOpen, choose: onSide },
          })}
          {button({
            ...{ key: 'properties', title: text('studio.toggleProperties', 'Properties panel'), icon: 'layout-sidebar-right' },
            ...{ pressed: propertiesOpen, choose: onProperties },
          })}
          {button({
            key: 'names',
            title: isNarrow ? text('studio.showNames', 'Show names') : text('studio.keepNames', 'Keep names in view'),
            icon: shown && (isNarrow || names === 'pinned') ? 'chevrons-left' : 'chevrons-right',
            ...{ pressed: isNarrow ? shown : names === 'pinned', choose: onNames },
          })}
        </div>
      </div>
    </nav>
  );
}

/** Moves the keyboard within the rail, and says whether it did. */
function goesOn(event: KeyboardEvent<HTMLElement>): boolean {
  const all = [...event.currentTarget.querySelectorAll('button')];
  const at = all.findIndex((each) => each.matches(':focus'));
  const steps: Readonly<Record<string, number>> = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 };
  const to = steps[event.key];
  if (to === undefined || at < 0) return false;
  event.preventDefault();
  all[(to + all.length) % all.length]?.focus();
  return true;
}

interface RailButtonProps {
  readonly place: Place;
  /** Whether its name is to be read beside it. */
  readonly named: boolean;
  /** Whether the Tab key stops here. */
  readonly stops: boolean;
  onStop(key: string): void;
  onChoice(): void;
}

function RailButton({ place, named, stops, onStop, onChoice }: RailButtonProps) {
  const { key, title, icon, current = false, pressed, ahead, choose } = place;
  return (
    <button
      type="button"
      title={named ? undefined : title}
      aria-label={title}
      aria-current={current ? 'true' : undefined}
      aria-pressed={pressed}
      tabIndex={stops ? 0 : -1}
      onPointerEnter={ahead}
      onFocus={() => {
        onStop(key);
        ahead?.();
      }}
      onClick={() => {
        if (key !== 'names') onChoice();
        choose();
      }}
    >
      <Icon name={icon} size={18} />
      <bdi>{title}</bdi>
    </button>
  );
}
