/** The platform's mark. */
export function BrandMark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="player-mark">
      <rect width="32" height="32" rx="8" fill="var(--ink-1)" />
      <path d="M9 9h14v4H9zM11 14.5h10V18H11zM7 19.5h18V23H7z" fill="var(--surface-1)" />
    </svg>
  );
}
