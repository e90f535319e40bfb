import { CheckOutlined, CloseOutlined, RollbackOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { EvidencedTie, SaidOtherwise, Tie } from '../../../../src/alignment/schemas.ts'
import { useMoment } from '../../shell/time.ts'
import { isCandidate } from './ties.ts'

export type TieAct = 'confirm' | 'reject' | 'undo'

/** One tie in a line: how strong, who vouched for it, and what can be said of it. */
export function TieLine(props: {
  tie: Tie
  rank: number
  mayReview: boolean
  saving: boolean
  /** Where the two say otherwise. */
  differs: number
  onAct: (act: TieAct, tie: Tie) => void
}) {
  const { tie } = props
  const act = (what: TieAct) => (event: MouseEvent) => {
    event.stopPropagation()
    props.onAct(what, tie)
  }
  const { t } = useTranslation()
  const moment = useMoment()
  const percent = Math.round(tie.strength * 100)
  const strength = t('alignment.tie.strength', { percent })
  return (
    <div className="tie-line" aria-busy={props.saving}>
      <span className="tie-rank">{props.rank}</span>
      {tie.rank !== null && (
        <span className="tie-strength" role="img" aria-label={strength} title={strength}>
          <i style={{ width: `${percent}%` }} />
        </span>
      )}
      <span className={`tie-state is-${tie.state}`}>
        {isCandidate(tie) ? t('alignment.tie.candidate') : t(`alignment.tie.states.${tie.state}`)}
      </span>
      {tie.by && tie.at && <span>{t('alignment.tie.by', { name: tie.by.userName, at: moment(tie.at) })}</span>}
      {props.differs > 0 && (
        <span className="tie-differs">≠ {t('alignment.tie.differs', { count: props.differs })}</span>
      )}
      {tie.carried && <span>{t('alignment.tie.carried')}</span>}
      {props.mayReview && (
        <span className="acts no-print">
          {tie.state === 'proposed' ? (
            <>
              <Button
                size="small"
                type="primary"
                icon={<CheckOutlined />}
                loading={props.saving}
                onClick={act('confirm')}
              >
                {t(isCandidate(tie) ? 'alignment.addTie.ok' : 'alignment.tie.confirm')}
              </Button>
              {!isCandidate(tie) && (
                <Button size="small" icon={<CloseOutlined />} disabled={props.saving} onClick={act('reject')}>
                  {t('alignment.tie.reject')}
                </Button>
              )}
            </>
          ) : (
            <Button size="small" icon={<RollbackOutlined />} loading={props.saving} onClick={act('undo')}>
              {t('alignment.tie.undo')}
            </Button>
          )}
        </span>
      )}
    </div>
  )
}

/** Why a machine thinks so: what both texts name, each to be lit in both. */
export function EvidenceChips(props: {
  tie: EvidencedTie
  lit: number | undefined
  onLit: (evidence: number | undefined) => void
}) {
  const { tie, lit, onLit } = props
  const { t } = useTranslation()
  return (
    <div className="evidence">
      {tie.evidence.length > 0 && <h4>{t('alignment.tie.evidence')}</h4>}
      {tie.evidence.length === 0 && <span className="faint">{t('alignment.tie.noEvidence')}</span>}
      {tie.evidence.map(({ kind, words }, index) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what the marks refer to
          key={index}
          type="button"
          className={`plain evidence-chip${lit === index ? ' lit' : ''}`}
          title={words}
          onMouseEnter={() => onLit(index)}
          onMouseLeave={() => onLit(undefined)}
          onFocus={() => onLit(index)}
          onBlur={() => onLit(undefined)}
        >
          <small>{t(`alignment.tie.kinds.${kind}`)}</small>
          <span>{words}</span>
        </button>
      ))}
    </div>
  )
}

/** Where both speak of the same thing and say otherwise, in words. */
export function Differences({ differences }: { differences: readonly SaidOtherwise[] }) {
  const { t } = useTranslation()
  if (differences.length === 0) return null
  return (
    <div className="tie-differences">
      <h4>{t('alignment.tie.differences')}</h4>
      {differences.map(({ kind, about, upper, lower }) => (
        <p key={kind + about}>
          {t(`alignment.tie.difference.${kind}`, {
            about,
            upper: upper.is || upper.quote,
            lower: lower.is || lower.quote,
          })}
        </p>
      ))}
    </div>
  )
}
