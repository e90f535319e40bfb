import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlignmentView } from '../../../../src/alignment/schemas.ts'
import { useMoment } from '../../shell/time.ts'
import { VerdictBar } from '../VerdictBar.tsx'
import { VerdictSign } from '../VerdictMark.tsx'
import { tallyOf, type VerdictKind, verdictKinds } from '../verdicts.ts'
import { isWeak, type Row } from './model.ts'
import type { Show } from './search.ts'

/** What came of the whole, and what of it is shown. */
export function FilterBar(props: {
  view: AlignmentView
  rows: readonly Row[]
  show: Show | undefined
  onShow: (show: Show | undefined) => void
}) {
  const { view, rows, show, onShow } = props
  const { t } = useTranslation()
  const tally = tallyOf(rows.map(({ verdict }) => verdict.kind))
  const unreviewed = rows.filter(({ reviewed }) => !reviewed).length
  const weak = rows.filter(isWeak).length
  const relation = view.relation.kind
  const toggled = (one: Show) => (show === one ? undefined : one)
  const isOneDocument = relation === 'same' || relation === 'part_of' || relation === 'contains'
  return (
    <>
      <fieldset className="align-bar no-print">
        <legend className="visually-hidden">{t('alignment.view.show')}</legend>
        <button
          type="button"
          className="plain align-chip"
          aria-pressed={show === undefined}
          onClick={() => onShow(undefined)}
        >
          {t('alignment.view.all')} <b>{rows.length}</b>
        </button>
        {verdictKinds.map((kind) => (
          <Fragment key={kind}>
            <Chip kind={kind} count={tally[kind]} pressed={show === kind} onShow={() => onShow(toggled(kind))} />
            {kind === 'partly' && weak > 0 && (
              <button
                type="button"
                className="plain align-chip of-partly"
                aria-pressed={show === 'weak'}
                title={t('alignment.view.weakest')}
                onClick={() => onShow(toggled('weak'))}
              >
                {t('alignment.view.weak')} <b>{weak}</b>
              </button>
            )}
          </Fragment>
        ))}
        <button
          type="button"
          className="plain align-chip"
          aria-pressed={show === 'unreviewed'}
          onClick={() => onShow(toggled('unreviewed'))}
        >
          {t('alignment.view.unreviewed')} <b>{unreviewed}</b>
        </button>
        <span className="align-progress">
          {relation === 'overlaps' && (
            <span className="align-overlap">
              {t('alignment.view.relations.overlaps', { count: view.relation.repeats.length })}
            </span>
          )}
          {t('alignment.view.reviewed', { done: rows.length - unreviewed, total: rows.length })}
          <VerdictBar tally={tally} />
        </span>
      </fieldset>
      {(view.outdated || view.carried || isOneDocument || view.learnedSince) && (
        <p className="align-notes">
          <Outdated view={view} />
          {view.learnedSince && <span>{t('alignment.view.learnedSince')}</span>}
          {view.carried && <span>{t('alignment.view.carried', view.carried)}</span>}
          {isOneDocument && <span>{t(`alignment.view.relations.${relation}`)}</span>}
        </p>
      )}
    </>
  )
}

function Chip(props: { kind: VerdictKind; count: number; pressed: boolean; onShow: () => void }) {
  const { kind } = props
  const { t } = useTranslation()
  return (
    <button type="button" className={`plain align-chip of-${kind}`} aria-pressed={props.pressed} onClick={props.onShow}>
      <VerdictSign verdict={kind} />
      {t(`alignment.verdicts.${kind}`)} <b>{props.count}</b>
    </button>
  )
}

/** A newer version is being compared, or could not be so far. */
function Outdated({ view: { outdated, failed } }: { view: AlignmentView }) {
  const { t } = useTranslation()
  const moment = useMoment()
  if (!outdated) return null
  if (!failed) return <span>{t('alignment.view.outdated')}</span>
  const { reason, tries, nextAt } = failed
  return <span>{t('alignment.view.failed', { count: tries, reason, next: moment(nextAt) })}</span>
}
