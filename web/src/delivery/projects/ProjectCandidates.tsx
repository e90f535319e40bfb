import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CutNote } from '../../shell/CutNote.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { projectCandidatesQuery, useTakeProjects } from './api.ts'
import '../indicators/indicators.css'

/** Works that confirmed commitments name and that are in no pool yet. */
export function ProjectCandidates({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const found = useQuery({ ...projectCandidatesQuery, enabled: open })
  const take = useTakeProjects()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const items = found.data?.items ?? []
  const toggle = (id: string, on: boolean) =>
    setChosen((now) => (on ? [...now, id] : now.filter((other) => other !== id)))
  const done = () => {
    setChosen([])
    onClose()
  }
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={620}
      title={t('delivery.projects.candidates')}
      footer={
        <div className="drawer-footer">
          <Button onClick={onClose}>{t('shell.cancel')}</Button>
          <Button
            type="primary"
            disabled={chosen.length === 0 || chosen.length > 200}
            loading={take.isPending}
            onClick={() => take.mutate(chosen, { onSuccess: done })}
          >
            {t('delivery.projects.candidatesMake', { count: chosen.length })}
          </Button>
        </div>
      }
    >
      <p className="ind-note">{t('delivery.projects.candidatesLede')}</p>
      {found.isPending && <Loading />}
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && items.length === 0 && <QuietState title={t('delivery.projects.candidatesNone')} />}
      {items.map((one) => (
        <div key={one.commitmentId} className="ind-candidate">
          <Checkbox
            id={`work-${one.commitmentId}`}
            checked={chosen.includes(one.commitmentId)}
            onChange={(event) => toggle(one.commitmentId, event.target.checked)}
          />
          <label htmlFor={`work-${one.commitmentId}`}>
            <strong>{one.name}</strong> {one.stage} {one.box}
          </label>
          <p>{one.quote}</p>
          <p>
            {one.document.title} {one.provisionLabel}
          </p>
        </div>
      ))}
      <CutNote shown={items.length} total={found.data?.total} />
    </Drawer>
  )
}
