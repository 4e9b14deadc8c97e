import { Button } from '@mantine/core';
import { Icon } from '@plinth/component-kit';
import type { ReactNode } from 'react';

interface StateMessageProps {
  readonly icon: string;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: string | undefined;
  readonly onAction?: () => void;
}

/** A state that takes the place of content: what happened, why, and what to do now. */
export function StateMessage({ icon, title, children, action, onAction }: StateMessageProps) {
  return (
    <div className="studio-state">
      <span className="studio-state-icon">
        <Icon name={icon} size={22} />
      </span>
      <h2>{title}</h2>
      {children === undefined ? null : <p>{children}</p>}
      {action === undefined ? null : (
        <Button variant="default" onClick={onAction}>
          {action}
        </Button>
      )}
    </div>
  );
}
