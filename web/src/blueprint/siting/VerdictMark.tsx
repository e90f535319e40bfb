import type { SitingResult } from '../../../../src/blueprint/schemas.ts'

/** The verdict as a shape, so that it is told without its colour: a cross, a half disc, a question, a check. */
export function VerdictMark({ verdict }: { verdict: SitingResult['verdict'] }) {
  return (
    <svg className="bp-verdict-mark" viewBox="0 0 24 24" aria-hidden>
      {verdict === 'no' && <path d="M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9z M8 8l8 8M16 8l-8 8" />}
      {verdict === 'condition' && <path d="M12 2L23 21H1z M12 9v6M12 17.5v1" />}
      {verdict === 'unknown' && (
        <path d="M12 1a11 11 0 1 0 0 22a11 11 0 0 0 0-22z M8.8 9.2a3.2 3.2 0 1 1 4.6 2.9c-1 .5-1.4 1-1.4 2.2M12 17v1" />
      )}
      {verdict === 'yes' && <path d="M12 1a11 11 0 1 0 0 22a11 11 0 0 0 0-22z M7 12.5l3.5 3.5L17 9" />}
    </svg>
  )
}
