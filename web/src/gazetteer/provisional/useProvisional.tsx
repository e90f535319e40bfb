import { App } from 'antd'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrganizationDetail, OrganizationSummary } from '../../../../src/gazetteer/schemas.ts'
import type { OrganizationRef } from '../../../../src/plan/schemas.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import { confirmUnit, mergeUnit, useForgetUnits } from './api.ts'
import { CorrectDialog } from './CorrectDialog.tsx'
import { MergeUnitDialog } from './MergeUnitDialog.tsx'

export type ProvisionalAct = 'confirm' | 'correct' | 'merge'
type Unit = OrganizationSummary | OrganizationDetail
type Open = { act: 'correct'; unit: Unit } | { act: 'merge'; unit: Unit; into: OrganizationRef | null } | undefined

/**
 * What the keeper of the gazetteer does to a body that only a machine vouches for. Vouching for it and merging it
 * cannot be taken back, so each is asked for once more, in words that say what follows.
 */
export function useProvisional(onDone: (unit: Unit, into: OrganizationRef) => void) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const problemText = useProblemText()
  const forgetUnits = useForgetUnits()
  const [open, setOpen] = useState<Open>()
  const close = useCallback(() => setOpen(undefined), [])

  const complain = (problem: unknown) => {
    const { title, todo } = problemText(problem)
    void message.error(`${title} ${todo}`, 8)
    forgetUnits()
  }
  const done = (unit: Unit, now: OrganizationRef, said: string) => {
    close()
    forgetUnits()
    void message.success(said)
    onDone(unit, now)
  }
  const begin = (act: ProvisionalAct, unit: Unit, into: OrganizationRef | null = null) => {
    if (act === 'correct') setOpen({ act, unit })
    else if (act === 'merge') setOpen({ act, unit, into })
    else
      modal.confirm({
        title: t('waitingUnits.confirmTitle', { name: unit.name }),
        content: t('waitingUnits.confirmLede'),
        okText: t('waitingUnits.confirm'),
        onOk: () =>
          confirmUnit(unit.id).then(
            (now) => done(unit, now, t('waitingUnits.confirmed', { name: now.name })),
            complain,
          ),
      })
  }

  const dialogs = (
    <>
      <MergeUnitDialog
        key={open?.act === 'merge' ? `merge ${open.unit.id}` : 'merge'}
        unit={open?.act === 'merge' ? open.unit : undefined}
        into={open?.act === 'merge' ? open.into : null}
        onClose={close}
        onMerge={(unit, into) =>
          mergeUnit(unit.id, into.id).then(
            (now) => done(unit, now, t('waitingUnits.merged', { name: now.name })),
            complain,
          )
        }
      />
      <CorrectDialog
        unit={open?.act === 'correct' ? open.unit : undefined}
        onClose={close}
        onCorrected={(unit, now) => done(unit, now, t('waitingUnits.corrected', { name: now.name }))}
        onKnown={(unit, into) => setOpen({ act: 'merge', unit, into })}
      />
    </>
  )
  return { begin, dialogs }
}
