import { Select, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { type AuditSearch, actions, rooms, subjects, useSubjectText } from './words.ts'

/** Narrows the log by what was done, by whom and to what, in words. */
export function AuditBar(props: {
  search: AuditSearch
  people: ReadonlyMap<string, string>
  onChange: (part: { [Key in keyof AuditSearch]: string | undefined }) => void
}) {
  const { search, people, onChange } = props
  const { t } = useTranslation()
  const subjectText = useSubjectText()
  return (
    <div className="audit-bar no-print">
      <Select
        allowClear
        showSearch={{ filterOption: (typed, option) => found(typed, option) }}
        value={search.action ?? null}
        placeholder={t('audit.action')}
        aria-label={t('audit.action')}
        popupMatchSelectWidth={false}
        options={rooms.map((room) => ({
          label: t(`audit.rooms.${room}`),
          options: actions
            .filter((action) => action.room === room)
            .map(({ key, code }) => ({ value: code, label: t(`audit.actions.${key}`) })),
        }))}
        onChange={(action?: string | null) => onChange({ action: action ?? undefined })}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={search.user ?? null}
        placeholder={t('audit.who')}
        aria-label={t('audit.who')}
        options={[...people].map(([value, label]) => ({ value, label }))}
        onChange={(user?: string | null) => onChange({ user: user ?? undefined })}
      />
      <Select
        allowClear
        value={search.subject ?? null}
        placeholder={t('audit.subject')}
        aria-label={t('audit.subject')}
        options={subjects.map((value) => ({ value, label: subjectText(value) }))}
        onChange={(subject?: string | null) => onChange({ subject: subject ?? undefined, id: undefined })}
      />
      {search.id && (
        <Tag closable className="audit-only" onClose={() => onChange({ id: undefined })}>
          {t('audit.onlyThis')} <code>{search.id.slice(0, 8)}</code>
        </Tag>
      )}
    </div>
  )
}

/** By its words or by its code. A group is shown for what is found in it. */
function found(typed: string, option: { label?: unknown; value?: unknown } | undefined): boolean {
  const wanted = typed.trim().toLowerCase()
  return [option?.label, option?.value].some((part) =>
    String(part ?? '')
      .toLowerCase()
      .includes(wanted),
  )
}
