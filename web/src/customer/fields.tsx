// Form fields that say what is wrong with them.
import alert from "@tabler/icons/outline/alert-circle.svg?glyph";
import type { ComponentChildren, InputHTMLAttributes } from "preact";
import { Icon } from "./icon";
import { t } from "./page";

export function FieldError({ id, text }: { id: string; text: string | undefined }) {
  return text === undefined ? null : (
    <p class="field-error" id={`${id}-error`}>
      <Icon glyph={alert} size={18} />
      {text}
    </p>
  );
}

export interface TextFieldProps {
  id: string;
  label: string;
  value: string;
  error?: string | undefined;
  isOptional?: boolean;
  labelHidden?: boolean;
  input?: InputHTMLAttributes;
  onInput: (value: string) => void;
}

export function TextField(props: TextFieldProps) {
  const { id, error } = props;
  return (
    <div class="row">
      <label for={id} class={props.labelHidden === true ? "sr" : "label"}>
        {props.label}
        {props.isOptional === true && <span class="optional"> {t("customer.optional")}</span>}
      </label>
      <input
        {...props.input}
        class="field"
        id={id}
        name={id}
        value={props.value}
        aria-invalid={error === undefined ? undefined : "true"}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        onInput={(event) => {
          props.onInput(event.currentTarget.value);
        }}
      />
      <FieldError id={id} text={error} />
    </div>
  );
}

export interface CheckFieldProps {
  id: string;
  isChecked: boolean;
  error?: string | undefined;
  children: ComponentChildren;
  onChange: (isChecked: boolean) => void;
}

export function CheckField({ id, isChecked, error, children, onChange }: CheckFieldProps) {
  return (
    <>
      <label class="tick" for={id}>
        <input
          type="checkbox"
          class="box"
          id={id}
          name={id}
          checked={isChecked}
          aria-invalid={error === undefined ? undefined : "true"}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
          onChange={(event) => {
            onChange(event.currentTarget.checked);
          }}
        />
        <span>{children}</span>
      </label>
      <FieldError id={id} text={error} />
    </>
  );
}

// The first field with an error, once the page shows it.
export function focusFirstError(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => {
    form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
}
