import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CutNote } from '../../shell/CutNote.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { semicolon } from '../../shell/punctuation.ts'
import { Loading, QuietState } from '../../shell/states.tsx'
import { candidatesQuery, useMakeIndicators } from './api.ts'
import { targetText } from './parts.tsx'

/** Confirmed targets of plans that can be made indicators, with what is doubtful about each. */
export function CandidatesDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const found = useQuery({ ...candidatesQuery, enabled: open })
  const make = useMakeIndicators()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const items = found.data?.items ?? []
  const toggle = (id: string, on: boolean) =>
    setChosen((now) => (on ? [...now, id] : now.filter((other) => other !== id)))
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={t('delivery.indicators.candidates')}
      size={620}
      footer={
        <div className="drawer-footer">
          <Button onClick={onClose}>{t('shell.cancel')}</Button>
          <Button
            type="primary"
            disabled={chosen.length === 0}
            loading={make.isPending}
            onClick={() =>
              make.mutate(chosen, {
                onSuccess: () => {
                  setChosen([])
                  onClose()
                },
              })
            }
          >
            {t('delivery.indicators.candidatesMake', { count: chosen.length })}
          </Button>
        </div>
      }
    >
      <p className="ind-note">{t('delivery.indicators.candidatesLede')}</p>
      {found.isPending && <Loading />}
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && items.length === 0 && <QuietState title={t('delivery.indicators.candidatesNone')} />}
      {items.map((one) => (
        <div key={one.commitmentId} className="ind-candidate">
          <Checkbox
            id={`candidate-${one.commitmentId}`}
            checked={chosen.includes(one.commitmentId)}
            onChange={(event) => toggle(one.commitmentId, event.target.checked)}
          />
          <label htmlFor={`candidate-${one.commitmentId}`}>
            <strong>{one.name}</strong> {targetText({ ...one, upper: null })} {one.targetYear ?? ''}
          </label>
          <p>{one.quote}</p>
          <p>
            {one.document.title} {one.provisionLabel}
          </p>
          {one.doubts.length > 0 && (
            <p className="doubt">
              {one.doubts.map((doubt) => t(`delivery.indicators.doubts.${doubt}`)).join(semicolon())}
            </p>
          )}
        </div>
      ))}
      <CutNote shown={items.length} total={found.data?.total} />
    </Drawer>
  )
}
