import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Checkbox, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitRef } from '../../../../src/delivery/joint/schemas.ts'
import type { Candidates, InspectionDetail, TaskFilter } from '../../../../src/delivery/supervision/schemas.ts'
import { OrganizationPicker } from '../../gazetteer/OrganizationPicker.tsx'
import { get, send } from '../../shell/api.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { colon, comma } from '../../shell/punctuation.ts'
import { SearchField } from '../../shell/SearchField.tsx'
import { UnitsPicker } from '../joint/parts.tsx'
import { useSupervise } from './api.ts'
import { type Inspector, InspectorsPicker, inspectorsBody } from './InspectorsPicker.tsx'

interface Values {
  form: 'special'
  title: string
  basis: string
  content: string
  scope?: string
  ways: string[]
  inspectors: Inspector[]
  takesPart?: boolean
  startsOn: string
  endsOn: string
}

export const WAYS = ['self', 'hearing', 'visit', 'unannounced', 'seminar', 'files', 'clues', 'talk', 'online'] as const

/** 督查方案: tasks by a filter, units that answer for them, content, ways and time. */
export function PlanInspectionDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [form] = Form.useForm<Values>()
  const [filter, setFilter] = useState<TaskFilter>({})
  const [unit, setUnit] = useState<UnitRef | null>(null)
  const [chosen, setChosen] = useState<ReadonlyMap<string, Candidates['items'][number]>>(new Map())
  const [units, setUnits] = useState<UnitRef[]>()
  const found = useQuery({
    queryKey: ['supervision', 'candidates', filter],
    queryFn: ({ signal }) => get<Candidates>('/api/v1/inspections/candidates', filter, signal),
    placeholderData: keepPreviousData,
  })
  const save = useSupervise<InspectionDetail>((made) => {
    onClose()
    void navigate({ to: '/inspections/$inspectionId', params: { inspectionId: made.id } })
  })
  const proposed = [...new Map([...chosen.values()].flatMap((task) => task.units).map((one) => [one.id, one])).values()]
  const objects = units ?? proposed
  const change = (facts: TaskFilter) => setFilter((now) => ({ ...now, ...facts }))
  const submit = ({ takesPart, inspectors, ...values }: Values) =>
    save.mutate(() =>
      send<InspectionDetail>('POST', '/api/v1/inspections', {
        ...values,
        ...inspectorsBody(inspectors),
        takesPart: takesPart ?? false,
        taskIds: [...chosen.keys()],
        unitIds: objects.map(({ id }) => id),
        filter: Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)),
      }),
    )
  const word = (key: 'name' | 'basis' | 'content' | 'starts' | 'ends') => t(`delivery.supervision.plan.${key}`)
  const needed = (key: 'name' | 'basis' | 'content' | 'starts' | 'ends') => [{ required: true, message: word(key) }]
  const items = found.data?.items ?? []
  return (
    <FormDialog
      open
      title={t('delivery.supervision.plan.title')}
      okText={t('delivery.supervision.plan.ok')}
      okButtonProps={{ disabled: chosen.size === 0 || objects.length === 0 }}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      width={860}
      destroyOnHidden
    >
      <div className="part-bar">
        <Select
          value={filter.light ?? ''}
          aria-label={t('delivery.supervision.plan.light')}
          popupMatchSelectWidth={false}
          onChange={(light) => change({ light: (light || undefined) as 'red' })}
          options={[
            {
              value: '',
              label: `${t('delivery.supervision.plan.light')}${colon()}${t('delivery.supervision.plan.anyLight')}`,
            },
            ...(['red', 'yellow', 'grey', 'green'] as const).map((value) => ({
              value,
              label: t(`delivery.supervision.plan.lights.${value}`),
            })),
          ]}
        />
        <OrganizationPicker
          value={unit}
          placeholder={t('delivery.supervision.plan.unit')}
          onChange={(next) => {
            setUnit(next)
            change({ unit: next?.id as string })
          }}
        />
        <SearchField
          value={filter.q ?? ''}
          placeholder={t('delivery.supervision.plan.search')}
          onChange={(q) => change({ q: (q || undefined) as string })}
        />
        <Checkbox
          checked={filter.overdue ?? false}
          onChange={(event) => change({ overdue: (event.target.checked || undefined) as true })}
        >
          {t('delivery.supervision.plan.overdue')}
        </Checkbox>
      </div>
      {found.isError && <ProblemNotice problem={found.error} />}
      <Checkbox
        disabled={items.length === 0}
        checked={items.length > 0 && items.every(({ id }) => chosen.has(id))}
        indeterminate={items.some(({ id }) => chosen.has(id)) && !items.every(({ id }) => chosen.has(id))}
        onChange={(event) =>
          setChosen((now) => {
            const next = new Map(now)
            for (const task of items) event.target.checked ? next.set(task.id, task) : next.delete(task.id)
            return next
          })
        }
      >
        {t('delivery.supervision.plan.found', { count: found.data?.total ?? 0, chosen: chosen.size })}
      </Checkbox>
      {(found.data?.total ?? 0) > items.length && (
        <small> {t('delivery.supervision.plan.more', { count: items.length })}</small>
      )}
      <ul className="candidates">
        {items.map((task) => (
          <li key={task.id}>
            <Checkbox
              checked={chosen.has(task.id)}
              onChange={(event) =>
                setChosen((now) => {
                  const next = new Map(now)
                  if (event.target.checked) next.set(task.id, task)
                  else next.delete(task.id)
                  return next
                })
              }
            >
              {task.number}. {task.title}
              <small>
                {' '}
                {task.units.map(({ shortName }) => shortName).join(comma())} {task.dueOn}
                {task.inspections.length > 0 &&
                  ` · ${t('delivery.supervision.plan.inspected', { numbers: task.inspections.join(comma()) })}`}
              </small>
            </Checkbox>
          </li>
        ))}
      </ul>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ form: 'special', ways: [], inspectors: [] }}
        onFinish={submit}
      >
        <Form.Item label={t('delivery.supervision.plan.objects')} extra={t('delivery.supervision.plan.objectsHint')}>
          <UnitsPicker label={t('delivery.supervision.plan.objects')} value={objects} onChange={setUnits} />
        </Form.Item>
        <div className="tier-fields">
          <Form.Item name="title" label={word('name')} rules={needed('name')}>
            <Input maxLength={300} />
          </Form.Item>
          <Form.Item name="form" label={t('delivery.supervision.plan.form')}>
            <Select
              options={(['special', 'general', 'incident', 'daily', 'clue'] as const).map((value) => ({
                value,
                label: t(`delivery.supervision.forms.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item name="startsOn" label={word('starts')} rules={needed('starts')}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="endsOn" label={word('ends')} rules={needed('ends')}>
            <Input type="date" />
          </Form.Item>
        </div>
        <Form.Item name="basis" label={word('basis')} rules={needed('basis')}>
          <Input maxLength={2000} />
        </Form.Item>
        <Form.Item name="content" label={word('content')} rules={needed('content')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={20_000} />
        </Form.Item>
        <Form.Item name="scope" label={t('delivery.supervision.plan.scope')}>
          <Input maxLength={5000} />
        </Form.Item>
        <Form.Item name="ways" label={t('delivery.supervision.plan.ways')}>
          <Select
            mode="multiple"
            options={WAYS.map((key) => {
              const label = t(`delivery.supervision.plan.wayChoices.${key}`)
              return { value: label, label }
            })}
          />
        </Form.Item>
        <Form.Item name="inspectors" label={t('delivery.supervision.plan.inspectors')}>
          <InspectorsPicker />
        </Form.Item>
        <Form.Item name="takesPart" valuePropName="checked">
          <Checkbox>{t('delivery.supervision.plan.takesPart')}</Checkbox>
        </Form.Item>
      </Form>
      {save.isError && <ProblemNotice problem={save.error} />}
    </FormDialog>
  )
}
