import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CycleOverview, CycleSummary } from '../../../../src/delivery/reporting/schemas.ts'
import { useMay, useSession } from '../../access/session.ts'
import { send } from '../../shell/api.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { usePeriod } from '../../shell/period.ts'
import { programmesQuery } from '../tasks/api.ts'
import { cyclesQuery } from './api.ts'
import { periodsAround } from './periods.ts'

/** The office adds a cycle by hand: of a period that passed before Qunce was there, or ahead of its day. */
export function AddCycle({ programmeId }: { programmeId?: string }) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const mayAdd = useMay('delivery.dispatch')
  if (!mayAdd) return null
  return (
    <>
      <Button size={programmeId ? 'small' : 'middle'} className="no-print" onClick={() => setIsOpen(true)}>
        {t('delivery.reporting.addCycle')}
      </Button>
      {isOpen && <AddDialog programmeId={programmeId} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function AddDialog({ programmeId, onClose }: { programmeId: string | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const periodText = usePeriod()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const me = useSession().data?.actor?.organizationId
  const programmes = useQuery(programmesQuery)
  const cycles = useQuery(cyclesQuery(programmeId))
  const [chosen, setChosen] = useState(programmeId)
  const [period, setPeriod] = useState<string>()
  const own = programmes.data?.items.filter((one) => one.owner.id === me && one.retiredReason === null) ?? []
  const programme = own.find(({ id }) => id === chosen)
  const taken = new Set(
    (cycles.data?.items ?? []).filter((one: CycleSummary) => one.programme.id === chosen).map((one) => one.period),
  )
  const free = programme && cycles.data ? periodsAround(programme.frequency, cycles.data.today) : []
  const add = useMutation({
    mutationFn: () => send<CycleOverview>('POST', `/api/v1/programmes/${chosen}/cycles`, { period }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['cycles'] })
      void navigate({ to: '/cycles/$cycleId', params: { cycleId: id } })
    },
  })
  const problem = programmes.error ?? cycles.error ?? add.error
  return (
    <Modal
      open
      title={t('delivery.reporting.addCycle')}
      okText={t('delivery.reporting.addCycle')}
      okButtonProps={{ disabled: !programme || !period }}
      confirmLoading={add.isPending}
      onOk={() => add.mutate()}
      onCancel={onClose}
    >
      <p className="faint">{t('delivery.reporting.addCycleNote')}</p>
      {!programmeId && (
        <Select
          className="add-cycle-field"
          aria-label={t('delivery.reporting.programme')}
          placeholder={t('delivery.reporting.programme')}
          loading={programmes.isPending}
          notFoundContent={t('delivery.reporting.noOwnProgramme')}
          options={own.map(({ id, title }) => ({ value: id, label: title }))}
          {...(chosen ? { value: chosen } : {})}
          onChange={(id: string) => {
            setChosen(id)
            setPeriod(undefined)
          }}
        />
      )}
      <Select
        className="add-cycle-field"
        aria-label={t('delivery.reporting.periodLabel')}
        placeholder={t('delivery.reporting.periodLabel')}
        disabled={!programme}
        options={free.map((name) => ({ value: name, label: periodText(name), disabled: taken.has(name) }))}
        {...(period ? { value: period } : {})}
        onChange={(name: string) => setPeriod(name)}
      />
      {problem && <ProblemNotice problem={problem} />}
    </Modal>
  )
}
