import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project, ProjectDetail, ProjectEdit } from '../../../../src/delivery/projects/schemas.ts'
import { OrganizationPicker } from '../../gazetteer/OrganizationPicker.tsx'
import { Problem } from '../../shell/api.ts'
import { FormDrawer } from '../../shell/FormDialog.tsx'
import { colon } from '../../shell/punctuation.ts'
import { changesOf } from '../indicators/changes.ts'
import { PlacePicker } from '../indicators/PlacePicker.tsx'
import { useEditProject, useProposeProject } from './api.ts'
import { PositionField } from './PositionField.tsx'
import { positionsFrom, positionsText } from './position.ts'

const elementKinds = ['capital_wan', 'land_ha', 'sea_ha', 'forest_ha'] as const
const WHOLE = /^[0-9]{1,12}$/
const AMOUNT = /^[0-9]{1,13}(\.[0-9]{1,4})?$/

interface Values {
  name: string
  code?: string
  industry?: string
  builder?: string
  content?: string
  place?: string
  startPlanned?: string
  finishPlanned?: string
  investmentTotalWan?: string
  geometry?: string
  elements: Record<(typeof elementKinds)[number], { needed?: string; granted?: string }>
  owner?: Project['owner'] | null
  toClass?: 'reserve' | 'preparing' | 'starting' | 'continuing'
  happenedOn?: string
  evidence?: string
  reason?: string
}

function valuesOf(one: Project): Values {
  const element = (kind: (typeof elementKinds)[number]) => {
    const found = one.elements.find((each) => each.kind === kind)
    return { needed: found?.needed ?? '', granted: found?.granted ?? '' }
  }
  return {
    name: one.name,
    code: one.code ?? '',
    industry: one.industry,
    builder: one.builder,
    content: one.content,
    place: one.place?.code ?? '',
    startPlanned: one.startPlanned ?? '',
    finishPlanned: one.finishPlanned ?? '',
    investmentTotalWan: one.investmentTotalWan === null ? '' : String(one.investmentTotalWan),
    geometry: positionsText(one.geometry),
    elements: {
      capital_wan: element('capital_wan'),
      land_ha: element('land_ha'),
      sea_ha: element('sea_ha'),
      forest_ha: element('forest_ha'),
    },
  }
}

function bodyOf(values: Values): ProjectEdit & { name: string } {
  const text = (value?: string) => value?.trim() || null
  return {
    name: values.name.trim(),
    code: text(values.code)?.toUpperCase() ?? null,
    industry: values.industry?.trim() ?? '',
    builder: values.builder?.trim() ?? '',
    content: values.content?.trim() ?? '',
    place: text(values.place),
    startPlanned: text(values.startPlanned),
    finishPlanned: text(values.finishPlanned),
    investmentTotalWan: values.investmentTotalWan ? Number(values.investmentTotalWan) : null,
    geometry: positionsFrom(values.geometry ?? ''),
    elements: elementKinds.map((kind) => ({
      kind,
      needed: text(values.elements?.[kind]?.needed),
      granted: text(values.elements?.[kind]?.granted),
    })),
  }
}

/** Proposing a project, or correcting one. The form starts anew each time it is opened. */
export function ProjectForm(props: { open: boolean; project: ProjectDetail | null; onClose: () => void }) {
  return props.open ? <OpenForm project={props.project} onClose={props.onClose} /> : null
}

/** Only what the person changed since the form was opened is sent: what another changed meanwhile stays. */
function OpenForm(props: { project: ProjectDetail | null; onClose: () => void }) {
  const { onClose } = props
  const [project] = useState(props.project)
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const propose = useProposeProject()
  const edit = useEditProject(project?.id ?? '')
  const toClass = Form.useWatch('toClass', form)
  const [theirs, setTheirs] = useState<Project | null>(null)

  const save = (values: Values) => {
    const body = bodyOf(values)
    if (project)
      edit.mutate(
        { body: changesOf(bodyOf(valuesOf(project)), body), revision: theirs?.revision ?? project.revision },
        {
          onSuccess: onClose,
          onError: (problem) => {
            if (problem instanceof Problem && problem.status === 412) setTheirs(problem.facts.current as Project)
          },
        },
      )
    else
      propose.mutate(
        {
          ...body,
          reason: values.reason?.trim() ?? '',
          toClass: values.toClass ?? 'reserve',
          evidence: values.evidence?.trim() ?? '',
          ...(values.happenedOn ? { happenedOn: values.happenedOn } : {}),
          ...(values.owner ? { ownerOrganizationId: values.owner.id } : {}),
        },
        { onSuccess: onClose },
      )
  }
  const started = toClass === 'starting' || toClass === 'continuing'
  return (
    <FormDrawer
      open
      onClose={onClose}
      size={620}
      title={t(project ? 'delivery.projects.editTitle' : 'delivery.projects.newTitle')}
      footer={
        <div className="drawer-footer">
          <Button onClick={onClose}>{t('shell.cancel')}</Button>
          <Button type="primary" loading={propose.isPending || edit.isPending} onClick={() => form.submit()}>
            {t('delivery.projects.save')}
          </Button>
        </div>
      }
    >
      {theirs && project && <Theirs before={project} theirs={theirs} />}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={save}
        initialValues={project ? valuesOf(project) : { toClass: 'reserve' }}
      >
        <Form.Item name="name" label={t('delivery.projects.name')} rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={300} />
        </Form.Item>
        <div className="form-pair">
          <Form.Item name="code" label={t('delivery.projects.code')}>
            <Input maxLength={24} placeholder="2511-450500-04-01-123456" />
          </Form.Item>
          <Form.Item
            name="investmentTotalWan"
            label={t('delivery.projects.investmentTotal')}
            rules={[{ pattern: WHOLE, message: t('delivery.projects.numberHint') }]}
          >
            <Input inputMode="numeric" />
          </Form.Item>
          <Form.Item name="builder" label={t('delivery.projects.builder')}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="industry" label={t('delivery.projects.industry')}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="startPlanned" label={t('delivery.projects.startPlanned')} rules={[{ pattern: YEAR_MONTH }]}>
            <Input maxLength={7} placeholder="2027-03" />
          </Form.Item>
          <Form.Item
            name="finishPlanned"
            label={t('delivery.projects.finishPlanned')}
            rules={[{ pattern: YEAR_MONTH }]}
          >
            <Input maxLength={7} placeholder="2030" />
          </Form.Item>
        </div>
        <Form.Item name="content" label={t('delivery.projects.content')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={5000} />
        </Form.Item>
        <Form.Item name="place" label={t('delivery.projects.place')}>
          <PlacePicker />
        </Form.Item>
        <Form.Item
          name="geometry"
          label={t('delivery.projects.geometry')}
          rules={[
            {
              validator: (_rule, text: string) =>
                !text?.trim() || positionsFrom(text)
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('delivery.projects.geometryHint'))),
            },
          ]}
        >
          <PositionField />
        </Form.Item>
        {elementKinds.map((kind) => (
          <div key={kind} className="form-pair">
            {(['needed', 'granted'] as const).map((side) => (
              <Form.Item
                key={side}
                name={['elements', kind, side]}
                label={`${t(`delivery.projects.elementKinds.${kind}`)} ${t(`delivery.projects.${side}`)}`}
                rules={[
                  { pattern: kind === 'capital_wan' ? WHOLE : AMOUNT, message: t('delivery.projects.amountHint') },
                ]}
              >
                <Input inputMode="decimal" />
              </Form.Item>
            ))}
          </div>
        ))}
        {!project && (
          <>
            <div className="form-pair">
              <Form.Item name="toClass" label={t('delivery.projects.toClass')}>
                <Select
                  options={(['reserve', 'preparing', 'starting', 'continuing'] as const).map((value) => ({
                    value,
                    label: t(`delivery.projects.classes.${value}`),
                  }))}
                />
              </Form.Item>
              <Form.Item name="owner" label={t('delivery.projects.pool')}>
                <OrganizationPicker />
              </Form.Item>
            </div>
            {started && (
              <div className="form-pair">
                <Form.Item name="happenedOn" label={t('delivery.projects.happenedOn')} rules={[{ required: true }]}>
                  <Input type="date" />
                </Form.Item>
                <Form.Item name="evidence" label={t('delivery.projects.evidence')} rules={[{ required: true }]}>
                  <Input maxLength={1000} />
                </Form.Item>
              </div>
            )}
            <Form.Item
              name="reason"
              label={t('delivery.projects.reason')}
              rules={[{ required: true, whitespace: true }]}
            >
              <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
            </Form.Item>
          </>
        )}
      </Form>
    </FormDrawer>
  )
}

/** What somebody else changed since the form was opened. It stays, unless the person changed the same field. */
function Theirs({ before, theirs }: { before: Project; theirs: Project }) {
  const { t } = useTranslation()
  const changed = changesOf(valuesOf(before), valuesOf(theirs))
  return (
    <div className="ind-conflict" role="alert">
      {t('delivery.projects.conflict')}
      <ul>
        {(Object.keys(changed) as (keyof Values)[]).map((field) => (
          <li key={field}>
            {t(`delivery.projects.${LABEL[field]}`)}
            {colon()}
            {plain(changed[field]) || '—'}
          </li>
        ))}
      </ul>
    </div>
  )
}

const plain = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.values(value).map(plain).filter(Boolean).join(' ')
    : String(value)

const LABEL = {
  name: 'name',
  code: 'code',
  industry: 'industry',
  builder: 'builder',
  content: 'content',
  place: 'place',
  startPlanned: 'startPlanned',
  finishPlanned: 'finishPlanned',
  investmentTotalWan: 'investmentTotal',
  geometry: 'geometry',
  elements: 'elements',
  owner: 'pool',
  toClass: 'toClass',
  happenedOn: 'happenedOn',
  evidence: 'evidence',
  reason: 'reason',
} as const

const YEAR_MONTH = /^\d{4}(-(0[1-9]|1[0-2]))?$/
