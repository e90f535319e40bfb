import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Question, QuestionContent } from '../../../../src/exchange/schemas.ts'
import { useSession } from '../../access/session.ts'
import type { Messages } from '../../messages/zh-CN.ts'
import { Problem } from '../../shell/api.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { itemsQuery, ownResourcesQuery } from './api.ts'

const MEASURES = ['sum', 'maximum', 'minimum', 'count', 'exists'] as const
const COMPARISONS = ['under', 'atMost', 'atLeast', 'over', 'equal'] as const
const OPERATORS = ['equals', 'oneOf', 'atLeast', 'atMost', 'before', 'after', 'startsWith'] as const
const NUMERIC = ['numeric', 'currency', 'double', 'float', 'integer']

interface Values extends Omit<QuestionContent, 'rows' | 'limit' | 'measure' | 'comparison' | 'description'> {
  resourceId: string
  description?: string
  kind: QuestionContent['measure']['kind']
  item?: string
  comparison?: NonNullable<QuestionContent['comparison']>
  rows?: { item: string; operator: (typeof OPERATORS)[number]; value: string }[]
  least?: string
  most?: string
  step?: string
  unit?: string
}

/** Words of the form that stand alone. */
type Label = Exclude<
  keyof Messages['exchange']['verification']['form'],
  'subjectKinds' | 'operators' | 'absents' | 'mend' | 'changeTitle' | 'removeRow'
>

const START: Partial<Values> = {
  ...{ subjectKind: 'identityNumber', mostSubjects: 1, kind: 'sum', comparison: 'under', perDay: 3, perYear: 12 },
  absent: 'unknown',
}

/** The form of a question: of which resource, whom, what, compared how, how often. */
export function OfferForm(props: {
  first?: { resource: Question['resource']; content: QuestionContent }
  onSave: (resourceId: string, content: QuestionContent) => Promise<unknown>
}) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const [problem, setProblem] = useState<unknown>(null)
  const [isSaving, setSaving] = useState(false)
  const organization = useSession().data?.actor?.organizationId ?? ''
  const resources = useQuery({ ...ownResourcesQuery(organization), enabled: organization !== '' && !props.first })
  const resourceId = Form.useWatch('resourceId', form) ?? props.first?.resource.id ?? ''
  const kind = Form.useWatch('kind', form) ?? props.first?.content.measure.kind ?? 'sum'
  const items = useQuery(itemsQuery(resourceId)).data ?? []
  const names = (fits: (dataType: string) => boolean) =>
    items.flatMap(({ name, dataType }) => (fits(dataType) ? [{ value: name, label: name }] : []))
  const needed = { required: true, message: t('exchange.verification.form.needed') }
  const word = (field: Label) => t(`exchange.verification.form.${field}`)
  const needsItem = ['sum', 'maximum', 'minimum'].includes(kind)
  const save = async (values: Values) => {
    setSaving(true)
    setProblem(null)
    try {
      await props.onSave(resourceId, contentOf(values))
    } catch (error) {
      setProblem(error)
      if (error instanceof Problem && error.code === 'verification_question_unfit')
        form.setFields(
          (error.facts.faults as { field: string; expected: string }[]).map(({ field, expected }) => ({
            name: PLACES[field] ?? 'name',
            errors: [t('exchange.verification.form.mend', { expected })],
          })),
        )
    } finally {
      setSaving(false)
    }
  }
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      className="registry-form"
      initialValues={props.first ? valuesOf(props.first.resource.id, props.first.content) : START}
      scrollToFirstError={{ block: 'center', focus: true }}
      onFinish={(values) => void save(values)}
    >
      <Form.Item name="resourceId" label={word('resource')} extra={word('resourceHint')} rules={[needed]}>
        <Select
          disabled={props.first !== undefined}
          showSearch={{ optionFilterProp: 'label' }}
          loading={resources.isFetching}
          notFoundContent={word('noResource')}
          options={
            props.first
              ? [{ value: props.first.resource.id, label: props.first.resource.name }]
              : (resources.data ?? []).map(({ id, name }) => ({ value: id, label: name }))
          }
        />
      </Form.Item>
      {(['name', 'nameEn'] as const).map((field) => (
        <Form.Item key={field} name={field} label={word(field)} rules={[{ ...needed, whitespace: true }]}>
          <Input maxLength={field === 'name' ? 100 : 200} />
        </Form.Item>
      ))}
      <Form.Item name="description" label={word('description')}>
        <Input.TextArea maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
      <div className="registry-row">
        <Form.Item name="subjectItem" label={word('subjectItem')} rules={[needed]}>
          <Select options={names((dataType) => ['character', 'memo', 'general'].includes(dataType))} />
        </Form.Item>
        <Form.Item name="subjectKind" label={word('subjectKind')}>
          <Select
            options={(['identityNumber', 'creditCode', 'other'] as const).map((value) => ({
              value,
              label: t(`exchange.verification.form.subjectKinds.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="mostSubjects" label={word('mostSubjects')} rules={[needed]}>
          <InputNumber min={1} max={20} precision={0} />
        </Form.Item>
      </div>
      <div className="registry-row">
        <Form.Item name="kind" label={word('measure')}>
          <Select options={MEASURES.map((value) => ({ value, label: t(`exchange.verification.measures.${value}`) }))} />
        </Form.Item>
        {needsItem && (
          <Form.Item name="item" label={word('item')} rules={[needed]}>
            <Select options={names((dataType) => NUMERIC.includes(dataType))} />
          </Form.Item>
        )}
        {kind !== 'exists' && (
          <Form.Item name="comparison" label={word('comparison')} rules={[needed]}>
            <Select
              options={COMPARISONS.filter((value) => value !== 'equal' || kind === 'count').map((value) => ({
                value,
                label: t(`exchange.verification.comparisons.${value}`),
              }))}
            />
          </Form.Item>
        )}
      </div>
      <Conditions names={names(() => true)} />
      {kind !== 'exists' && (
        <div className="registry-row">
          {(['least', 'most', 'step'] as const).map((field) => (
            <Form.Item
              key={field}
              name={field}
              label={word(field)}
              rules={[needed, { pattern: /^-?(0|[1-9]\d{0,14})(\.\d{1,4})?$/, message: '1000' }]}
            >
              <Input inputMode="decimal" />
            </Form.Item>
          ))}
          <Form.Item name="unit" label={word('unit')}>
            <Input maxLength={20} />
          </Form.Item>
        </div>
      )}
      <div className="registry-row">
        <Form.Item name="perDay" label={word('perDay')} rules={[needed]}>
          <InputNumber min={1} max={20} precision={0} />
        </Form.Item>
        <Form.Item name="perYear" label={word('perYear')} rules={[needed]}>
          <InputNumber min={1} max={100} precision={0} />
        </Form.Item>
        <Form.Item name="absent" label={word('absent')}>
          <Select
            popupMatchSelectWidth={false}
            options={(['unknown', 'nothing'] as const).map((value) => ({
              value,
              label: t(`exchange.verification.form.absents.${value}`),
            }))}
          />
        </Form.Item>
      </div>
      {problem !== null && <ProblemNotice problem={problem} />}
      <div className="registry-save">
        <Button type="primary" size="large" htmlType="submit" loading={isSaving}>
          {word('save')}
        </Button>
      </div>
    </Form>
  )
}

/** Where in the form a fault of the server stands. */
const PLACES: Readonly<Record<string, keyof Values>> = {
  ...{ subjectItem: 'subjectItem', measure: 'item', comparison: 'comparison', limit: 'step', absent: 'absent' },
  perYear: 'perYear',
}

function Conditions({ names }: { names: { value: string; label: string }[] }) {
  const { t } = useTranslation()
  const needed = { required: true, message: t('exchange.verification.form.needed') }
  return (
    <fieldset className="registry-rows">
      <legend>{t('exchange.verification.form.rows')}</legend>
      <Form.List name="rows">
        {(rows, { add, remove }) => (
          <>
            {rows.map((row, at) => (
              <div key={row.key} className="registry-row">
                <Form.Item name={[row.name, 'item']} label={t('exchange.verification.form.item')} rules={[needed]}>
                  <Select options={names} />
                </Form.Item>
                <Form.Item name={[row.name, 'operator']} label={t('exchange.verification.form.operator')}>
                  <Select
                    options={OPERATORS.map((value) => ({
                      value,
                      label: t(`exchange.verification.form.operators.${value}`),
                    }))}
                  />
                </Form.Item>
                <Form.Item name={[row.name, 'value']} label={t('exchange.verification.form.value')} rules={[needed]}>
                  <Input maxLength={500} />
                </Form.Item>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('exchange.verification.form.removeRow', { number: at + 1 })}
                  onClick={() => remove(row.name)}
                />
              </div>
            ))}
            <Button
              type="dashed"
              icon={<PlusOutlined />}
              disabled={rows.length >= 10}
              onClick={() => add({ operator: 'equals' })}
            >
              {t('exchange.verification.form.addRow')}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}

function valuesOf(
  resourceId: string,
  { measure, comparison, limit, rows, ...content }: QuestionContent,
): Partial<Values> {
  return {
    ...{ ...content, resourceId, kind: measure.kind, ...limit },
    ...(measure.item === null ? {} : { item: measure.item }),
    ...(comparison === null ? {} : { comparison }),
    rows: rows.map(({ item, operator, values }) => ({ item, operator, value: values.join('、') })),
  }
}

function contentOf(values: Values): QuestionContent {
  const { resourceId: _, kind, item, comparison, rows = [], least, most, step, unit = '', ...rest } = values
  const isExists = kind === 'exists'
  return {
    ...{ ...rest, name: rest.name.trim(), nameEn: rest.nameEn.trim(), description: rest.description?.trim() ?? '' },
    measure: { kind, item: ['sum', 'maximum', 'minimum'].includes(kind) ? (item ?? null) : null },
    comparison: isExists ? null : (comparison ?? null),
    limit: isExists ? null : { least: least ?? '', most: most ?? '', step: step ?? '', unit: unit.trim() },
    rows: rows.map(({ item: name, operator, value }) => ({
      ...{ item: name, operator },
      values:
        operator === 'oneOf'
          ? value
              .split(/[、，,]/u)
              .map((one) => one.trim())
              .filter((one) => one !== '')
          : [value.trim()],
    })),
  }
}
