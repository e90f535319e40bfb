import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { usePreferences } from '../shell/preferences.ts'
import type { Kind } from './kinds.ts'
import { LOOKS } from './kinds.ts'
import { areaWords, digitsFor } from './measures.ts'

/** Words of kinds and their classes, and measures as people say them. */
export function useWords() {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const number = (value: number, digits = digitsFor(value)) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)
  return {
    number,
    kind: (kind: Kind) => t(`blueprint.layers.kinds.${kind}`),
    class: (name: string | null) =>
      name === null
        ? ''
        : t(`blueprint.layers.classes.${name}` as 'blueprint.layers.classes.core', { defaultValue: name }),
    area: (squareMetres: number) => {
      const { hectares, mu, squareKilometres } = areaWords(squareMetres)
      return t('blueprint.measures.area', {
        hectares: number(hectares),
        mu: number(mu),
        squareKilometres: number(squareKilometres),
      })
    },
    length: (metres: number) =>
      metres < 1000
        ? t('blueprint.measures.metres', { value: number(metres) })
        : t('blueprint.measures.kilometres', { value: number(metres / 1000) }),
  }
}

/** The sign of a kind as the map draws it. */
export function KindSign({
  kind,
  of,
  frame,
}: {
  kind: Kind
  of?: string | null
  /** Where it stands in another drawing. */
  frame?: { x: number; y: number; width: number; height: number }
}) {
  const look = LOOKS[kind]
  const colour = (of && look.classes?.[of]) || look.fill
  const id = useId()
  const line = kind === 'coastline'
  return (
    <svg {...(frame ?? { className: 'bp-sign' })} viewBox="0 0 22 14" aria-hidden>
      {look.hatch && (
        <defs>
          <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse">
            {look.hatch === 'dots' ? (
              <circle cx="2.5" cy="2.5" r="0.9" fill={look.line} />
            ) : (
              <path d={look.hatch === 'right' ? 'M0 5L5 0' : 'M0 0L5 5'} stroke={look.line} strokeWidth="0.9" />
            )}
          </pattern>
        </defs>
      )}
      {line ? (
        <path d="M1 11C6 2 11 13 21 4" stroke={colour} strokeWidth="3" fill="none" />
      ) : kind === 'station' ? (
        <circle cx="11" cy="7" r="5" fill={colour} stroke="#fff" />
      ) : (
        <>
          <rect x="1" y="1" width="20" height="12" fill={colour} fillOpacity="0.7" />
          {look.hatch && <rect x="1" y="1" width="20" height="12" fill={`url(#${id})`} />}
          <rect
            {...{ x: 1, y: 1, width: 20, height: 12, fill: 'none', stroke: look.line }}
            strokeDasharray={look.dash?.join(' ')}
          />
        </>
      )}
    </svg>
  )
}

interface Ground {
  document: { id: string; title: string } | null
  provision: string | null
  provisionLabel: string
  quote: string
  basis: string
}

/** What a layer rests on: the sentence of a plan, one click away, or a printed legal basis. */
export function Basis({ of }: { of: Ground }) {
  const { t } = useTranslation()
  if (!of.document) return <p className="bp-basis">{of.basis || t('blueprint.noBasis')}</p>
  return (
    <div className="bp-basis">
      <Link
        to="/documents/$documentId"
        params={{ documentId: of.document.id }}
        search={of.provision ? { at: of.provision } : {}}
      >
        《{of.document.title}》{of.provisionLabel}
      </Link>
      {of.quote && <blockquote>{of.quote}</blockquote>}
      {of.basis && <p>{of.basis}</p>}
    </div>
  )
}
