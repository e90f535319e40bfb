import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConflictList } from '../../../../src/monitoring/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useMoment } from '../../shell/time.ts'
import { useParameters } from '../shared/parameters.ts'
import { measuredText, withUnit } from '../shared/values.ts'
import { conflictsQuery, useDecide } from './api.ts'

type Conflict = ConflictList['items'][number]

/** Two values for one moment: which one stands is decided by who measures, with a reason. */
export function Conflicts({ stationId }: { stationId: string }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { nameOf } = useParameters()
  const says = useSays()
  const found = useQuery(conflictsQuery(stationId))
  const [chosen, setChosen] = useState<Conflict | null>(null)
  if (found.isError) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
  const items = found.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="sta-conflicts">
      <h2 className="section-title">
        {t('monitoring.stations.conflicts')} <small>{t('monitoring.stations.conflictsLede')}</small>
      </h2>
      <table className="mon-table cards">
        <thead>
          <tr>
            {(['parameter', 'time', 'stands', 'offered'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`monitoring.stations.${head}`)}
              </th>
            ))}
            <th scope="col" aria-label={t('monitoring.stations.reason')} />
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <td>{nameOf(one.parameter)}</td>
              <td className="tight">{moment(one.time)}</td>
              <td data-label={t('monitoring.stations.stands')}>{says(one.parameter, one.stands)}</td>
              <td data-label={t('monitoring.stations.offered')}>{says(one.parameter, one.offered)}</td>
              <td className="number">
                {one.mayDecide ? (
                  <Button size="small" type="primary" onClick={() => setChosen(one)}>
                    {t('monitoring.stations.decide')}
                  </Button>
                ) : (
                  <span className="mon-note">{t('monitoring.stations.notYours')}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {chosen && <DecideDialog one={chosen} onClose={() => setChosen(null)} />}
    </section>
  )
}

function useSays() {
  const { t } = useTranslation()
  const { unitOf } = useParameters()
  return (parameter: string, { value, qualifier }: Conflict['stands']): string =>
    value === null
      ? t(`monitoring.stations.qualifiers.${qualifier}`)
      : withUnit(measuredText(value, qualifier === 'belowDetection'), unitOf(parameter))
}

function DecideDialog({ one, onClose }: { one: Conflict; onClose: () => void }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { nameOf } = useParameters()
  const says = useSays()
  const [form] = Form.useForm<{ take: boolean; reason: string }>()
  const decide = useDecide()
  return (
    <FormDialog
      open
      title={t('monitoring.stations.decideTitle', { name: nameOf(one.parameter), at: moment(one.time) })}
      okText={t('monitoring.stations.save')}
      cancelText={t('shell.cancel')}
      confirmLoading={decide.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ take, reason }) =>
          decide.mutate({ id: one.id, take, reason: reason.trim() }, { onSuccess: onClose })
        }
      >
        <Form.Item name="take" rules={[{ required: true, message: t('monitoring.stations.conflictsLede') }]}>
          <Radio.Group
            vertical
            options={[
              { value: false, label: `${t('monitoring.stations.keepOne')} ${says(one.parameter, one.stands)}` },
              { value: true, label: `${t('monitoring.stations.takeOne')} ${says(one.parameter, one.offered)}` },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('monitoring.stations.reason')}
          extra={t('monitoring.stations.reasonHint')}
          rules={[{ required: true, whitespace: true, message: t('monitoring.stations.reason') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
        </Form.Item>
      </Form>
    </FormDialog>
  )
}
