import { use, useEffect, useRef, useState } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { TabsContext } from '../tabs/tabs-context.ts';
import type { tab } from './manifest.ts';

export function Tab({ id, properties, slots }: PropsOf<typeof tab>) {
  const { label, icon, badge, disabled } = properties;
  const key = properties.key ?? id;
  const tabs = use(TabsContext);
  const panel = useRef<HTMLDivElement>(null);
  const enter = tabs?.enter;
  useEffect(() => {
    if (!panel.current || !enter) return;
    return enter({ key, label, icon, badge, disabled, panel: panel.current });
  }, [enter, key, label, icon, badge, disabled]);
  const open = tabs === null || tabs.open === key;
  const [opened, setOpened] = useState(open);
  if (open && !opened) setOpened(true);
  if (tabs === null) return <>{slots.children}</>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel without anything to focus must be reachable
    <div ref={panel} role="tabpanel" id={`${tabs.id}-panel-${key}`} aria-labelledby={`${tabs.id}-tab-${key}`} tabIndex={0} hidden={!open}>
      {opened ? slots.children : null}
    </div>
  );
}
