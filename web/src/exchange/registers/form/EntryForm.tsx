import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useBlocker } from '@tanstack/react-router'
import { Button, Form, Input, InputNumber, Modal, Select } from 'antd'
import { createContext, useContext, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  ContentFault,
  EntryContent,
  Field,
  ListField,
  RegistrySchema,
  SimpleField,
  SubTableField,
} from '../../../../../src/exchange/schemas.ts'
import { Problem } from '../../../shell/api.ts'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { isSubTable, optionsOf, useFaultWords, useRegistryWords } from '../words.ts'
import { contentOf, type FormValues } from './model.ts'

/** Whether all that is required has to be there now: a draft may do without. */
const Publishing = createContext({ current: false })

/** The form of an entry, made from the schema of its register. What is wrong is said at the field. Leaving unsaved asks. */
export function EntryForm(props: {
  schema: RegistrySchema
  first: FormValues
  onSave: (content: EntryContent, publish: boolean) => Promise<unknown>
}) {
  const { t } = useTranslation()
  const faultWords = useFaultWords()
  const [form] = Form.useForm<FormValues>()
  const [problem, setProblem] = useState<unknown>(null)
  const [isSaving, setSaving] = useState<'save' | 'publish' | null>(null)
  const [isChanged, setChanged] = useState(false)
  const leaving = useRef(false)
  const publishing = useRef(false)
  const blocker = useBlocker({
    shouldBlockFn: () => isChanged && !leaving.current,
    enableBeforeUnload: () => isChanged && !leaving.current,
    withResolver: true,
  })
  const { schema } = props
  const save = async (publish: boolean) => {
    setSaving(publish ? 'publish' : 'save')
    setProblem(null)
    leaving.current = true // what comes after a saving leads away by itself
    try {
      await props.onSave(contentOf(schema, form.getFieldsValue(true) as FormValues), publish)
      setChanged(false)
    } catch (error) {
      leaving.current = false
      setProblem(error)
      showFaults(error)
    } finally {
      setSaving(null)
    }
  }
  const showFaults = (error: unknown) => {
    if (!(error instanceof Problem) || error.code !== 'registry_entry_unfit') return
    const faults = error.facts.faults as ContentFault[]
    // A fault of one of several texts is told at the field that holds them.
    const place = ({ path }: ContentFault) => (path.length === 2 ? path.slice(0, 1) : path)
    form.setFields(faults.map((fault) => ({ name: place(fault), errors: [faultWords(fault)] })))
    const [first] = faults
    if (first) form.scrollToField(place(first), { block: 'center', focus: true })
  }
  return (
    <Form<FormValues>
      form={form}
      layout="vertical"
      className="registry-form"
      initialValues={props.first}
      scrollToFirstError={{ block: 'center', focus: true }}
      onValuesChange={() => setChanged(true)}
      onFinish={() => void save(false)}
    >
      <Publishing value={publishing}>
        {Object.entries(schema.properties).map(([name, field]) =>
          isSubTable(field) ? (
            <RowsEditor key={name} name={name} field={field} />
          ) : (
            <FieldItem
              key={name}
              name={[name]}
              field={field}
              isRequired={schema.required.includes(name)}
              isNeeded={schema['x-name'] === name || schema['x-key'].includes(name)}
            />
          ),
        )}
      </Publishing>
      {problem !== null && <ProblemNotice problem={problem} />}
      <div className="registry-save">
        <Button
          size="large"
          onClick={() => {
            publishing.current = false
          }}
          htmlType="submit"
          loading={isSaving === 'save'}
          disabled={isSaving === 'publish'}
        >
          {t('exchange.registers.form.save')}
        </Button>
        <Button
          type="primary"
          size="large"
          loading={isSaving === 'publish'}
          disabled={isSaving === 'save'}
          onClick={() => {
            publishing.current = true
            void form.validateFields().then(
              () => save(true),
              ({ errorFields: [first] }: { errorFields: { name: (string | number)[] }[] }) => {
                if (first) form.scrollToField(first.name, { block: 'center', focus: true })
              },
            )
          }}
        >
          {t('exchange.registers.form.publish')}
        </Button>
      </div>
      <Modal
        open={blocker.status === 'blocked'}
        title={t('exchange.registers.form.leaveTitle')}
        okText={t('exchange.registers.form.leave')}
        cancelText={t('exchange.registers.form.stay')}
        onOk={() => blocker.proceed?.()}
        onCancel={() => blocker.reset?.()}
      >
        {t('exchange.registers.form.leaveLede')}
      </Modal>
    </Form>
  )
}

const isEmpty = (value: unknown) =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0)

/** One field; a draft needs only what the entry is called and told apart by. */
function FieldItem(props: {
  name: (string | number)[]
  field: SimpleField | ListField
  isRequired: boolean
  isNeeded: boolean
}) {
  const { t } = useTranslation()
  const { heading, hint } = useRegistryWords()
  const { name, field, isRequired, isNeeded } = props
  const publishing = useContext(Publishing)
  const words = t('exchange.registers.form.required')
  const isMissing = (value: unknown) => (isNeeded || (isRequired && publishing.current)) && isEmpty(value)
  const help = [hint(field), field['x-private'] ? t('exchange.registers.onlyFor') : undefined].filter(Boolean)
  return (
    <Form.Item
      name={name}
      label={heading(field)}
      required={isRequired}
      {...(help.length > 0 ? { extra: help.join(' · ') } : {})}
      rules={[{ validator: (_, value) => (isMissing(value) ? Promise.reject(new Error(words)) : Promise.resolve()) }]}
    >
      <FieldInput field={field} />
    </Form.Item>
  )
}

/** What a field is typed into. Form.Item hands it value, onChange and id. */
function FieldInput({ field, ...handed }: { field: SimpleField | ListField }) {
  const { t } = useTranslation()
  const { title } = useRegistryWords()
  const options = optionsOf(field)?.map((option) => ({ value: option.const, label: title(option) }))
  const search = { showSearch: { optionFilterProp: 'label' } } as const
  if (field.type === 'array')
    return options ? (
      <Select mode="multiple" allowClear {...search} options={options} maxCount={field.maxItems} {...handed} />
    ) : (
      <Select
        mode="tags"
        open={false}
        suffixIcon={null}
        maxCount={field.maxItems}
        tokenSeparators={[',', '，', '、', ';', '；']}
        {...handed}
      />
    )
  if (options) return <Select allowClear {...search} options={options} {...handed} />
  if (field.type === 'boolean')
    return (
      <Select
        allowClear
        options={[
          { value: true, label: t('exchange.registers.yes') },
          { value: false, label: t('exchange.registers.no') },
        ]}
        {...handed}
      />
    )
  if (field.type === 'number' || field.type === 'integer')
    return (
      <InputNumber
        changeOnWheel={false}
        controls={false}
        {...(field.type === 'integer' ? { precision: 0 } : {})}
        {...(field['x-unit'] ? { suffix: field['x-unit'] } : {})}
        {...handed}
      />
    )
  if (!('maxLength' in field)) return null
  const { maxLength, format } = field
  if (format === 'date') return <Input type="date" max="9999-12-31" {...handed} />
  if (field['x-multiline'])
    return <Input.TextArea maxLength={maxLength} autoSize={{ minRows: 2, maxRows: 10 }} {...handed} />
  return (
    <Input
      maxLength={maxLength}
      {...(format === 'uri' ? { inputMode: 'url' as const, placeholder: 'https://' } : {})}
      {...(format === 'email' ? { inputMode: 'email' as const } : {})}
      {...handed}
    />
  )
}

/** A table within an entry, row by row. */
function RowsEditor({ name, field }: { name: string; field: SubTableField }) {
  const { t } = useTranslation()
  const { title } = useRegistryWords()
  const inner = Object.entries<Field>(field.items.properties) as [string, SimpleField][]
  return (
    <fieldset className="registry-rows">
      <legend>{title(field)}</legend>
      <Form.List name={name}>
        {(rows, { add, remove }, { errors }) => (
          <>
            {rows.map((row, at) => (
              <div key={row.key} className="registry-row">
                {inner.map(([one, said]) => (
                  <FieldItem
                    key={one}
                    name={[row.name, one]}
                    field={said}
                    isRequired={field.items.required?.includes(one) ?? false}
                    isNeeded={false}
                  />
                ))}
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('exchange.registers.form.removeRow', { number: at + 1 })}
                  onClick={() => remove(row.name)}
                />
              </div>
            ))}
            <Button
              type="dashed"
              icon={<PlusOutlined />}
              disabled={rows.length >= field.maxItems}
              onClick={() => add({})}
            >
              {t('exchange.registers.form.addRow')}
            </Button>
            <Form.ErrorList errors={errors} />
          </>
        )}
      </Form.List>
    </fieldset>
  )
}
