import { useTranslation } from 'react-i18next'
import type { VerdictKind } from './verdicts.ts'

/** What became of a provision, as a sign that is told apart without colour: full, half, a dot in a broken ring, broken, none. */
export function VerdictSign({ verdict, alikeOnly = false }: { verdict: VerdictKind; alikeOnly?: boolean }) {
  return (
    <svg className={`verdict-sign of-${verdict}`} viewBox="0 0 16 16" aria-hidden="true">
      {verdict === 'carried_out' && (
        <>
          <circle cx="8" cy="8" r="7" fill="currentColor" />
          <path d="M4.6 8.3 7 10.7 11.5 5.6" fill="none" stroke="#fff" strokeWidth="1.8" />
        </>
      )}
      {verdict === 'partly' && (
        <>
          <circle
            cx="8"
            cy="8"
            r="6.2"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
            strokeDasharray={alikeOnly ? '2.6 2.1' : undefined}
          />
          {alikeOnly ? (
            <circle cx="8" cy="8" r="2" fill="currentColor" />
          ) : (
            <path d="M8 1.8a6.2 6.2 0 0 0 0 12.4Z" fill="currentColor" />
          )}
        </>
      )}
      {verdict === 'not_found' && (
        <>
          <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.6 2.1" />
          <path d="M5.6 5.6l4.8 4.8M10.4 5.6 5.6 10.4" stroke="currentColor" strokeWidth="1.6" />
        </>
      )}
      {verdict === 'not_applicable' && <path d="M3.5 8h9" stroke="currentColor" strokeWidth="1.8" />}
    </svg>
  )
}

/** The sign with its word; what only seems to be carried out (`alikeOnly`) is called so. */
export function VerdictMark({ verdict, alikeOnly = false }: { verdict: VerdictKind; alikeOnly?: boolean }) {
  const { t } = useTranslation()
  return (
    <span className={`verdict-mark of-${verdict}`}>
      <VerdictSign verdict={verdict} alikeOnly={alikeOnly} />
      {alikeOnly ? t('alignment.view.alikeOnly') : t(`alignment.verdicts.${verdict}`)}
    </span>
  )
}
