import { Icon } from '@plinth/component-kit';
import type { ReactNode } from 'react';

interface ToolButtonProps {
  readonly icon: string;
  readonly label: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly children?: ReactNode;
  onClick(): void;
}

/** A quiet button of a bar; without children only its icon is seen. */
export function ToolButton({ icon, label, pressed, disabled, children, onClick }: ToolButtonProps) {
  return (
    <button
      type="button"
      className="studio-tool"
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} size={16} />
      {children}
    </button>
  );
}
