import type { ReactNode } from 'react';

interface BadgeProps {
  readonly tone: string;
  readonly children: ReactNode;
}

export function Badge({ tone, children }: BadgeProps) {
  return (
    <span className="tag-module__tag" data-tone={tone}>
      <span className="tag-module__text">{children}</span>
    </span>
  );
}

interface ButtonProps {
  readonly variant?: string;
  readonly tone?: string;
  readonly disabled?: boolean;
  readonly children: ReactNode;
  readonly onClick: () => void;
}

export function Button({ variant = 'secondary', tone = 'neutral', disabled = false, children, onClick }: ButtonProps) {
  return (
    <button
      type="button"
      disabled={disabled}
      className="push-button-module__button"
      data-variant={variant}
      data-tone={tone}
      data-size="m"
      onClick={onClick}
    >
      <span className="push-button-module__text">{children}</span>
    </button>
  );
}

interface StatProps {
  readonly label: string;
  readonly value: string;
  readonly change?: string;
  readonly changeTone?: string;
  readonly changeText?: string;
}

export function Stat({ label, value, change, changeTone, changeText }: StatProps) {
  return (
    <div className="stat-module__stat">
      <span className="stat-module__label">{label}</span>
      <span className="stat-module__value">{value}</span>
      {change === undefined ? null : (
        <span className="stat-module__change" data-tone={changeTone}>
          <strong>{change}</strong>
          <span className="stat-module__against">{changeText}</span>
        </span>
      )}
    </div>
  );
}

interface TextProps {
  readonly size?: string;
  readonly weight?: string;
  readonly tone?: string;
  readonly lines?: number;
  readonly children: ReactNode;
}

export function Text({ size = 'm', weight = 'regular', tone = 'default', lines, children }: TextProps) {
  return (
    <p
      className="text-module__text"
      style={lines === undefined ? undefined : { WebkitLineClamp: lines }}
      data-size={size}
      data-weight={weight}
      data-tone={tone}
      data-align="start"
      data-clamped={lines === undefined ? undefined : true}
    >
      {children}
    </p>
  );
}

interface GridProps {
  readonly least: number;
  readonly children: ReactNode;
}

export function Grid({ least, children }: GridProps) {
  return (
    <div
      className="grid-module__grid"
      style={{ ['--grid-gap' as string]: 'var(--space-3)', ['--grid-least' as string]: `${least}px`, ['--grid-most' as string]: '100' }}
    >
      {children}
    </div>
  );
}

interface StackProps {
  readonly direction: 'vertical' | 'horizontal';
  readonly gap: string;
  readonly align: string;
  readonly children: ReactNode;
}

export function Stack({ direction, gap, align, children }: StackProps) {
  return (
    <div
      className="stack-module__stack"
      style={{ gap: `var(--space-${gap})` }}
      data-direction={direction}
      data-align={align}
      data-justify="start"
      data-wrap={true}
    >
      {children}
    </div>
  );
}
