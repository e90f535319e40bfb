import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { EvidencedTie, LowerProvision, Tie } from '../../../../src/alignment/schemas.ts'
import type { VerdictKind } from '../verdicts.ts'
import { MarkedBody, marksOf } from './MarkedBody.tsx'
import { Marker, Where } from './Marker.tsx'
import { ownText } from './model.ts'
import { Differences, EvidenceChips, type TieAct, TieLine } from './TieParts.tsx'
import { outlineAddress } from './UpperCard.tsx'

/** What a card that is tied to the chosen provision shows more. */
export interface TiedParts {
  tie: Tie
  rank: number
  verdict: VerdictKind
  focused: boolean
  saving: boolean
  mayReview: boolean
  /** Once it has come. */
  evidence: EvidencedTie | undefined
  lit: number | undefined
  documentId: string
  onAct: (act: TieAct, tie: Tie) => void
  onLit: (evidence: number | undefined) => void
}

/** A provision of the lower document; tied to the chosen one, with why and what one can say of it. */
export const LowerCard = memo(function LowerCard(props: {
  provision: LowerProvision
  tiedTo: number
  /** Another provision is chosen, to which this one is not tied. */
  dim: boolean
  tied: TiedParts | undefined
  onChoose: (address: string) => void
}) {
  const { provision, tied, onChoose } = props
  const { t } = useTranslation()
  const classes = ['align-card']
  if (props.tiedTo === 0) classes.push('own')
  if (props.dim) classes.push('dim')
  if (tied) classes.push('tied', `of-${tied.verdict}`, tied.tie.state)
  if (tied?.focused) classes.push('focused')
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: its title is a button, and arrows walk
    <article className={classes.join(' ')} data-address={provision.address} onClick={() => onChoose(provision.address)}>
      {tied && (
        <TieLine
          tie={tied.tie}
          rank={tied.rank}
          mayReview={tied.mayReview}
          saving={tied.saving}
          differs={tied.evidence?.differences.length ?? 0}
          onAct={tied.onAct}
        />
      )}
      <header>
        <h3>
          <button type="button" className="plain" onClick={() => onChoose(provision.address)}>
            <Marker of={provision} />
            {provision.title}
          </button>
        </h3>
        {!tied && (
          <span className="share" {...(props.tiedTo === 0 ? { title: t('alignment.view.ownTitle') } : {})}>
            {props.tiedTo === 0 ? t('alignment.view.own') : t('alignment.view.tiedTo', { count: props.tiedTo })}
          </span>
        )}
      </header>
      <Where of={provision} />
      {tied?.focused ? (
        <>
          {tied.evidence && <Differences differences={tied.evidence.differences} />}
          <MarkedBody provision={provision} marks={marksOf(tied.evidence, 'lower')} lit={tied.lit} />
          {tied.evidence && <EvidenceChips tie={tied.evidence} lit={tied.lit} onLit={tied.onLit} />}
          <div className="card-acts no-print">
            <Link
              className="in-document"
              to="/documents/$documentId"
              params={{ documentId: tied.documentId }}
              search={{ at: outlineAddress(provision.address) }}
            >
              {t('alignment.view.inDocument')}
            </Link>
          </div>
        </>
      ) : (
        <p className="excerpt" lang="zh-CN">
          {ownText(provision).text}
        </p>
      )}
    </article>
  )
})
