<?xml version="1.0" encoding="UTF-8"?>
<!-- Forms to fill in: the form, its fields, repeat groups and buttons. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

	<!-- Children's data must not be offered to the next person on a shared
	     computer, hence autocomplete="off". -->
	<xsl:template match="form">
		<form action="{@action}" method="{@method}" novalidate="novalidate" autocomplete="off">
			<xsl:copy-of select="@id"/>
			<xsl:attribute name="class">
				<xsl:text>app-form</xsl:text>
				<xsl:if test="@width = 'wide'"> app-form--wide</xsl:if>
				<xsl:if test="field[@type = 'search']"> app-form--search</xsl:if>
			</xsl:attribute>
			<xsl:if test="@autosave">
				<xsl:attribute name="data-module">app-autosave</xsl:attribute>
				<xsl:attribute name="data-url"><xsl:value-of select="@autosave"/></xsl:attribute>
			</xsl:if>
			<xsl:apply-templates select="@token | @version | @section" mode="hidden"/>
			<xsl:if test=".//group">
				<xsl:apply-templates select="(.//button[not(@href)])[1]" mode="default"/>
			</xsl:if>
			<xsl:apply-templates select="*"/>
			<xsl:if test="@autosave">
				<div class="app-autosave">
					<xsl:if test="not(@saved)">
						<xsl:attribute name="hidden">hidden</xsl:attribute>
					</xsl:if>
					<p class="app-autosave__text"><xsl:value-of select="@saved"/></p>
					<p class="govuk-visually-hidden app-autosave__said" role="status"></p>
				</div>
			</xsl:if>
		</form>
	</xsl:template>

	<xsl:template match="form/@*" mode="hidden">
		<input type="hidden" name="{name()}" value="{.}"/>
	</xsl:template>

	<!-- The Enter key in a text box presses the first button of the form,
	     which would be "Remove" in a repeat group. So the main button comes
	     first once more, for the browser only. -->
	<xsl:template match="button" mode="default">
		<button type="submit" class="govuk-visually-hidden" tabindex="-1" aria-hidden="true">
			<xsl:copy-of select="@name"/>
			<xsl:copy-of select="@value"/>
			<xsl:value-of select="."/>
		</button>
	</xsl:template>

	<!-- ============ what every field has ============ -->

	<xsl:template name="field-group-class">
		<xsl:attribute name="class">
			<xsl:text>govuk-form-group</xsl:text>
			<xsl:if test="@error"> govuk-form-group--error</xsl:if>
			<xsl:if test="(@type = 'memo' and @max) or @count = 'yes'"> govuk-character-count</xsl:if>
			<xsl:if test="@type = 'password'"> govuk-password-input</xsl:if>
		</xsl:attribute>
	</xsl:template>

	<!-- Number on the official form, label, and that it may stay empty. -->
	<xsl:template name="field-words">
		<xsl:call-template name="official"/>
		<xsl:value-of select="@label"/>
		<xsl:if test="@optional = 'yes' and not(@type = 'tick' or @type = 'static')"> (optional)</xsl:if>
	</xsl:template>

	<xsl:template name="official">
		<xsl:if test="@official">
			<span class="app-official"><xsl:value-of select="@official"/></span>
			<xsl:text> </xsl:text>
		</xsl:if>
	</xsl:template>

	<!-- -s in a form, plain inside groups and under options, or as asked for. -->
	<xsl:template name="field-size">
		<xsl:param name="block"/>
		<xsl:choose>
			<xsl:when test="@label-size"><xsl:value-of select="concat(' ', $block, '--', @label-size)"/></xsl:when>
			<xsl:when test="@page-heading = 'yes'"><xsl:value-of select="concat(' ', $block, '--l')"/></xsl:when>
			<xsl:when test="parent::form"><xsl:value-of select="concat(' ', $block, '--s')"/></xsl:when>
		</xsl:choose>
	</xsl:template>

	<xsl:template name="field-label">
		<xsl:choose>
			<xsl:when test="@page-heading = 'yes'">
				<h1 class="govuk-label-wrapper"><xsl:call-template name="field-label-only"/></h1>
			</xsl:when>
			<xsl:otherwise>
				<xsl:call-template name="field-label-only"/>
			</xsl:otherwise>
		</xsl:choose>
	</xsl:template>

	<xsl:template name="field-label-only">
		<label for="{@id}">
			<xsl:attribute name="class">
				<xsl:text>govuk-label</xsl:text>
				<xsl:call-template name="field-size">
					<xsl:with-param name="block" select="'govuk-label'"/>
				</xsl:call-template>
			</xsl:attribute>
			<xsl:call-template name="field-words"/>
		</label>
	</xsl:template>

	<xsl:template name="field-legend">
		<legend>
			<xsl:attribute name="class">
				<xsl:text>govuk-fieldset__legend</xsl:text>
				<xsl:call-template name="field-size">
					<xsl:with-param name="block" select="'govuk-fieldset__legend'"/>
				</xsl:call-template>
			</xsl:attribute>
			<xsl:choose>
				<xsl:when test="@page-heading = 'yes'">
					<h1 class="govuk-fieldset__heading"><xsl:call-template name="field-words"/></h1>
				</xsl:when>
				<xsl:otherwise>
					<xsl:call-template name="field-words"/>
				</xsl:otherwise>
			</xsl:choose>
		</legend>
	</xsl:template>

	<xsl:template name="field-notes">
		<xsl:if test="@hint">
			<div id="{@id}-hint" class="govuk-hint"><xsl:value-of select="@hint"/></div>
		</xsl:if>
		<xsl:call-template name="field-faults"/>
	</xsl:template>

	<xsl:template name="field-faults">
		<xsl:if test="@missing = 'yes'">
			<p id="{@id}-missing" class="app-missing">Still needed to complete this</p>
		</xsl:if>
		<xsl:if test="@error">
			<p id="{@id}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span><xsl:text> </xsl:text><xsl:value-of select="@error"/></p>
		</xsl:if>
	</xsl:template>

	<xsl:template name="field-described">
		<xsl:variable name="counted" select="@max and (@type = 'memo' or @count = 'yes')"/>
		<xsl:if test="@hint or @missing = 'yes' or @error or $counted">
			<xsl:attribute name="aria-describedby">
				<xsl:if test="$counted"><xsl:value-of select="concat(@id, '-info')"/></xsl:if>
				<xsl:if test="$counted and (@hint or @missing = 'yes' or @error)"><xsl:text> </xsl:text></xsl:if>
				<xsl:if test="@hint"><xsl:value-of select="concat(@id, '-hint')"/></xsl:if>
				<xsl:if test="@hint and (@missing = 'yes' or @error)"><xsl:text> </xsl:text></xsl:if>
				<xsl:if test="@missing = 'yes'"><xsl:value-of select="concat(@id, '-missing')"/></xsl:if>
				<xsl:if test="@missing = 'yes' and @error"><xsl:text> </xsl:text></xsl:if>
				<xsl:if test="@error"><xsl:value-of select="concat(@id, '-error')"/></xsl:if>
			</xsl:attribute>
		</xsl:if>
	</xsl:template>

	<xsl:template name="field-count-data">
		<xsl:attribute name="data-module">govuk-character-count</xsl:attribute>
		<xsl:attribute name="data-maxlength"><xsl:value-of select="@max"/></xsl:attribute>
		<xsl:attribute name="data-threshold">75</xsl:attribute>
	</xsl:template>

	<xsl:template name="field-count-message">
		<div id="{@id}-info" class="govuk-hint govuk-character-count__message">
			<xsl:text>You can enter up to </xsl:text>
			<xsl:value-of select="@max"/>
			<xsl:text> characters</xsl:text>
		</div>
	</xsl:template>

	<!-- ============ one line ============ -->

	<xsl:template match="field">
		<div>
			<xsl:call-template name="field-group-class"/>
			<xsl:if test="@max and @count = 'yes'">
				<xsl:call-template name="field-count-data"/>
			</xsl:if>
			<xsl:call-template name="field-label"/>
			<xsl:call-template name="field-notes"/>
			<input id="{@id}" name="{@name}">
				<xsl:attribute name="class">
					<xsl:text>govuk-input</xsl:text>
					<xsl:if test="@error"> govuk-input--error</xsl:if>
					<xsl:call-template name="field-width"/>
					<xsl:if test="@count = 'yes'"> govuk-js-character-count</xsl:if>
				</xsl:attribute>
				<xsl:attribute name="type">
					<xsl:choose>
						<xsl:when test="@type = 'search'">search</xsl:when>
						<xsl:otherwise>text</xsl:otherwise>
					</xsl:choose>
				</xsl:attribute>
				<xsl:if test="@spellcheck = 'no'">
					<xsl:attribute name="spellcheck">false</xsl:attribute>
				</xsl:if>
				<xsl:if test="value != ''">
					<xsl:attribute name="value"><xsl:value-of select="value"/></xsl:attribute>
				</xsl:if>
				<xsl:call-template name="field-described"/>
				<xsl:copy-of select="@autocomplete"/>
				<xsl:if test="@type = 'number'">
					<xsl:attribute name="inputmode">numeric</xsl:attribute>
				</xsl:if>
			</input>
			<xsl:if test="@max and @count = 'yes'">
				<xsl:call-template name="field-count-message"/>
			</xsl:if>
		</div>
	</xsl:template>

	<!-- The widths there are, rounded up; a number is short unless told. -->
	<xsl:template name="field-width">
		<xsl:choose>
			<xsl:when test="@width &lt;= 2"> govuk-input--width-2</xsl:when>
			<xsl:when test="@width &lt;= 3"> govuk-input--width-3</xsl:when>
			<xsl:when test="@width &lt;= 4"> govuk-input--width-4</xsl:when>
			<xsl:when test="@width &lt;= 5"> govuk-input--width-5</xsl:when>
			<xsl:when test="@width &lt;= 10"> govuk-input--width-10</xsl:when>
			<xsl:when test="@width &lt;= 20"> govuk-input--width-20</xsl:when>
			<xsl:when test="@width &lt;= 30"> govuk-input--width-30</xsl:when>
			<xsl:when test="@type = 'number' and not(@width)"> govuk-input--width-5</xsl:when>
		</xsl:choose>
	</xsl:template>

	<xsl:template match="field[@type = 'hidden']">
		<input type="hidden" name="{@name}" value="{value}">
			<xsl:copy-of select="@id"/>
		</input>
	</xsl:template>

	<xsl:template match="field[@type = 'password']">
		<div data-module="govuk-password-input">
			<xsl:call-template name="field-group-class"/>
			<xsl:call-template name="field-label"/>
			<xsl:call-template name="field-notes"/>
			<div class="govuk-input__wrapper govuk-password-input__wrapper">
				<input id="{@id}" name="{@name}" type="password" spellcheck="false" autocapitalize="none">
					<xsl:attribute name="class">
						<xsl:text>govuk-input govuk-password-input__input govuk-js-password-input-input</xsl:text>
						<xsl:if test="@error"> govuk-input--error</xsl:if>
						<xsl:call-template name="field-width"/>
					</xsl:attribute>
					<xsl:call-template name="field-described"/>
					<xsl:attribute name="autocomplete">
						<xsl:choose>
							<xsl:when test="@autocomplete"><xsl:value-of select="@autocomplete"/></xsl:when>
							<xsl:otherwise>current-password</xsl:otherwise>
						</xsl:choose>
					</xsl:attribute>
				</input>
				<button type="button" class="govuk-button govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle" data-module="govuk-button" aria-controls="{@id}" aria-label="Show password" hidden="hidden">Show</button>
			</div>
		</div>
	</xsl:template>

	<!-- An answer that cannot be changed here. -->
	<xsl:template match="field[@type = 'static']">
		<div class="govuk-form-group app-static">
			<xsl:copy-of select="@id"/>
			<p>
				<xsl:attribute name="class">
					<xsl:text>govuk-label</xsl:text>
					<xsl:call-template name="field-size">
						<xsl:with-param name="block" select="'govuk-label'"/>
					</xsl:call-template>
				</xsl:attribute>
				<xsl:call-template name="field-words"/>
			</p>
			<xsl:if test="@hint">
				<div class="govuk-hint"><xsl:value-of select="@hint"/></div>
			</xsl:if>
			<div class="govuk-body app-static__value app-text">
				<xsl:value-of select="value"/>
				<xsl:if test="not(value != '')">
					<span class="app-none">Not provided</span>
				</xsl:if>
			</div>
		</div>
	</xsl:template>

	<!-- ============ lines of text ============ -->

	<xsl:template match="field[@type = 'memo']">
		<div>
			<xsl:call-template name="field-group-class"/>
			<xsl:if test="@max">
				<xsl:call-template name="field-count-data"/>
			</xsl:if>
			<xsl:call-template name="field-label"/>
			<xsl:call-template name="field-notes"/>
			<textarea id="{@id}" name="{@name}">
				<xsl:attribute name="class">
					<xsl:text>govuk-textarea</xsl:text>
					<xsl:if test="@error"> govuk-textarea--error</xsl:if>
					<xsl:if test="@max"> govuk-js-character-count</xsl:if>
				</xsl:attribute>
				<xsl:attribute name="rows">
					<xsl:choose>
						<xsl:when test="@rows"><xsl:value-of select="@rows"/></xsl:when>
						<xsl:otherwise>5</xsl:otherwise>
					</xsl:choose>
				</xsl:attribute>
				<xsl:if test="@file">
					<xsl:attribute name="data-file">yes</xsl:attribute>
					<xsl:attribute name="data-max"><xsl:value-of select="@max"/></xsl:attribute>
				</xsl:if>
				<xsl:call-template name="field-described"/>
				<!-- A browser drops one line break here; without this it
				     would be the writer's. -->
				<xsl:text>&#10;</xsl:text>
				<xsl:value-of select="value"/>
			</textarea>
			<xsl:if test="@max">
				<xsl:call-template name="field-count-message"/>
			</xsl:if>
		</div>
	</xsl:template>

	<!-- ============ date ============ -->

	<xsl:template match="field[@type = 'date']">
		<div>
			<xsl:call-template name="field-group-class"/>
			<fieldset class="govuk-fieldset" role="group">
				<xsl:call-template name="field-described"/>
				<xsl:call-template name="field-legend"/>
				<xsl:call-template name="field-notes"/>
				<div class="govuk-date-input" id="{@id}">
					<xsl:call-template name="date-part">
						<xsl:with-param name="part" select="'day'"/>
						<xsl:with-param name="label" select="'Day'"/>
						<xsl:with-param name="width" select="2"/>
						<xsl:with-param name="value" select="date/@day"/>
					</xsl:call-template>
					<xsl:call-template name="date-part">
						<xsl:with-param name="part" select="'month'"/>
						<xsl:with-param name="label" select="'Month'"/>
						<xsl:with-param name="width" select="2"/>
						<xsl:with-param name="value" select="date/@month"/>
					</xsl:call-template>
					<xsl:call-template name="date-part">
						<xsl:with-param name="part" select="'year'"/>
						<xsl:with-param name="label" select="'Year'"/>
						<xsl:with-param name="width" select="4"/>
						<xsl:with-param name="value" select="date/@year"/>
					</xsl:call-template>
				</div>
			</fieldset>
		</div>
	</xsl:template>

	<!-- Bad are the parts that are named, or all when none is. -->
	<xsl:template name="date-part">
		<xsl:param name="part"/>
		<xsl:param name="label"/>
		<xsl:param name="width"/>
		<xsl:param name="value"/>
		<div class="govuk-date-input__item">
			<div class="govuk-form-group">
				<label class="govuk-label govuk-date-input__label" for="{@id}-{$part}"><xsl:value-of select="$label"/></label>
				<input id="{@id}-{$part}" name="{@name}-{$part}" type="text" inputmode="numeric">
					<xsl:attribute name="class">
						<xsl:text>govuk-input govuk-date-input__input</xsl:text>
						<xsl:if test="@error and (not(date/@bad) or date/@bad = '' or contains(date/@bad, $part))"> govuk-input--error</xsl:if>
						<xsl:value-of select="concat(' govuk-input--width-', $width)"/>
					</xsl:attribute>
					<xsl:if test="$value != ''">
						<xsl:attribute name="value"><xsl:value-of select="$value"/></xsl:attribute>
					</xsl:if>
				</input>
			</div>
		</div>
	</xsl:template>

	<!-- ============ one of several ============ -->

	<xsl:template match="field[@type = 'radios' or @type = 'yesno']">
		<div>
			<xsl:call-template name="field-group-class"/>
			<fieldset class="govuk-fieldset">
				<xsl:call-template name="field-described"/>
				<xsl:call-template name="field-legend"/>
				<xsl:call-template name="field-notes"/>
				<div data-module="govuk-radios">
					<xsl:attribute name="class">
						<xsl:text>govuk-radios</xsl:text>
						<xsl:if test="@type = 'yesno' and not(option/field or option/@hint)"> govuk-radios--inline</xsl:if>
						<xsl:call-template name="field-small">
							<xsl:with-param name="block" select="'govuk-radios'"/>
						</xsl:call-template>
					</xsl:attribute>
					<xsl:choose>
						<xsl:when test="option"><xsl:call-template name="options"/></xsl:when>
						<xsl:otherwise><xsl:call-template name="yes-and-no"/></xsl:otherwise>
					</xsl:choose>
					<xsl:if test="@clears = 'yes'"><xsl:call-template name="no-answer"/></xsl:if>
				</div>
			</fieldset>
		</div>
	</xsl:template>

	<!-- What was chosen by mistake can be taken back: no browser unchooses a radio. -->
	<xsl:template name="no-answer">
		<div class="govuk-radios__item">
			<input class="govuk-radios__input" id="{@id}-none" name="{@name}" type="radio" value=""/>
			<label class="govuk-label govuk-radios__label" for="{@id}-none">No answer</label>
		</div>
	</xsl:template>

	<!-- Small controls suit people who fill in the same forms every day. -->
	<xsl:template name="field-small">
		<xsl:param name="block"/>
		<xsl:if test="@small = 'yes' or (not(@small) and ancestor::form and not(ancestor::form[1]/@small = 'no'))">
			<xsl:value-of select="concat(' ', $block, '--small')"/>
		</xsl:if>
	</xsl:template>

	<!-- Options that follow each other under one heading are a group of their own. -->
	<xsl:template name="options">
		<xsl:choose>
			<xsl:when test="option/@group">
				<xsl:apply-templates select="option[not(@group)]"/>
				<xsl:for-each select="option[@group and not(@group = preceding-sibling::option/@group)]">
					<xsl:variable name="heading" select="@group"/>
					<xsl:variable name="id" select="concat(../@id, '-group-', position())"/>
					<div class="app-options" role="group" aria-labelledby="{$id}">
						<p class="app-options__heading" id="{$id}"><xsl:value-of select="@group"/></p>
						<xsl:apply-templates select="../option[@group = $heading]"/>
					</div>
				</xsl:for-each>
			</xsl:when>
			<xsl:otherwise>
				<xsl:apply-templates select="option"/>
			</xsl:otherwise>
		</xsl:choose>
	</xsl:template>

	<xsl:template match="option">
		<xsl:call-template name="option">
			<xsl:with-param name="block" select="'govuk-radios'"/>
			<xsl:with-param name="type" select="'radio'"/>
		</xsl:call-template>
	</xsl:template>

	<xsl:template match="field[@type = 'checkboxes' or @type = 'tick']/option">
		<xsl:call-template name="option">
			<xsl:with-param name="block" select="'govuk-checkboxes'"/>
			<xsl:with-param name="type" select="'checkbox'"/>
		</xsl:call-template>
	</xsl:template>

	<!-- The first control has the field's own id, so that an error can link to it. -->
	<xsl:template name="option">
		<xsl:param name="block"/>
		<xsl:param name="type"/>
		<xsl:variable name="n" select="count(preceding-sibling::option)"/>
		<xsl:choose>
			<xsl:when test="$n = 0">
				<xsl:call-template name="option-item">
					<xsl:with-param name="block" select="$block"/>
					<xsl:with-param name="type" select="$type"/>
					<xsl:with-param name="id" select="../@id"/>
				</xsl:call-template>
			</xsl:when>
			<xsl:otherwise>
				<xsl:call-template name="option-item">
					<xsl:with-param name="block" select="$block"/>
					<xsl:with-param name="type" select="$type"/>
					<xsl:with-param name="id" select="concat(../@id, '-', $n + 1)"/>
				</xsl:call-template>
			</xsl:otherwise>
		</xsl:choose>
	</xsl:template>

	<xsl:template name="option-item">
		<xsl:param name="block"/>
		<xsl:param name="type"/>
		<xsl:param name="id"/>
		<xsl:if test="@divider">
			<div class="{$block}__divider"><xsl:value-of select="@divider"/></div>
		</xsl:if>
		<div class="{$block}__item">
			<input class="{$block}__input" id="{$id}" name="{../@name}" type="{$type}" value="{@value}">
				<xsl:if test="@selected = 'yes'">
					<xsl:attribute name="checked">checked</xsl:attribute>
				</xsl:if>
				<xsl:if test="field">
					<xsl:attribute name="data-aria-controls"><xsl:value-of select="concat('conditional-', $id)"/></xsl:attribute>
				</xsl:if>
				<xsl:if test="@exclusive = 'yes'">
					<xsl:attribute name="data-behaviour">exclusive</xsl:attribute>
				</xsl:if>
				<xsl:if test="@hint">
					<xsl:attribute name="aria-describedby"><xsl:value-of select="concat($id, '-item-hint')"/></xsl:attribute>
				</xsl:if>
			</input>
			<label class="govuk-label {$block}__label" for="{$id}"><xsl:value-of select="@label"/></label>
			<xsl:if test="@hint">
				<div id="{$id}-item-hint" class="govuk-hint {$block}__hint"><xsl:value-of select="@hint"/></div>
			</xsl:if>
		</div>
		<xsl:if test="field">
			<div id="conditional-{$id}">
				<xsl:attribute name="class">
					<xsl:value-of select="concat($block, '__conditional')"/>
					<xsl:if test="not(@selected = 'yes')"><xsl:value-of select="concat(' ', $block, '__conditional--hidden')"/></xsl:if>
				</xsl:attribute>
				<xsl:apply-templates select="field"/>
			</div>
		</xsl:if>
	</xsl:template>

	<!-- A yesno that brings no options of its own. -->
	<xsl:template name="yes-and-no">
		<xsl:call-template name="yes-or-no">
			<xsl:with-param name="id" select="@id"/>
			<xsl:with-param name="value" select="'Y'"/>
			<xsl:with-param name="label" select="'Yes'"/>
		</xsl:call-template>
		<xsl:call-template name="yes-or-no">
			<xsl:with-param name="id" select="concat(@id, '-2')"/>
			<xsl:with-param name="value" select="'N'"/>
			<xsl:with-param name="label" select="'No'"/>
		</xsl:call-template>
	</xsl:template>

	<xsl:template name="yes-or-no">
		<xsl:param name="id"/>
		<xsl:param name="value"/>
		<xsl:param name="label"/>
		<div class="govuk-radios__item">
			<input class="govuk-radios__input" id="{$id}" name="{@name}" type="radio" value="{$value}">
				<xsl:if test="value = $value">
					<xsl:attribute name="checked">checked</xsl:attribute>
				</xsl:if>
			</input>
			<label class="govuk-label govuk-radios__label" for="{$id}"><xsl:value-of select="$label"/></label>
		</div>
	</xsl:template>

	<!-- An empty first choice, so that nothing is chosen by not looking. -->
	<xsl:template match="field[@type = 'select']">
		<div>
			<xsl:call-template name="field-group-class"/>
			<xsl:call-template name="field-label"/>
			<xsl:call-template name="field-notes"/>
			<select id="{@id}" name="{@name}">
				<xsl:attribute name="class">
					<xsl:text>govuk-select</xsl:text>
					<xsl:if test="@error"> govuk-select--error</xsl:if>
				</xsl:attribute>
				<xsl:call-template name="field-described"/>
				<xsl:if test="not(option[@value = ''])">
					<option value="">Choose one</option>
				</xsl:if>
				<xsl:apply-templates select="option[not(@group)]" mode="select"/>
				<xsl:for-each select="option[@group and not(@group = preceding-sibling::option/@group)]">
					<xsl:variable name="heading" select="@group"/>
					<optgroup label="{@group}">
						<xsl:apply-templates select="../option[@group = $heading]" mode="select"/>
					</optgroup>
				</xsl:for-each>
			</select>
		</div>
	</xsl:template>

	<xsl:template match="option" mode="select">
		<option value="{@value}"><xsl:value-of select="@label"/></option>
	</xsl:template>

	<xsl:template match="option[@selected = 'yes']" mode="select">
		<option value="{@value}" selected="selected"><xsl:value-of select="@label"/></option>
	</xsl:template>

	<!-- ============ any of several ============ -->

	<xsl:template match="field[@type = 'checkboxes']">
		<div>
			<xsl:call-template name="field-group-class"/>
			<fieldset class="govuk-fieldset">
				<xsl:call-template name="field-described"/>
				<xsl:call-template name="field-legend"/>
				<xsl:call-template name="field-notes"/>
				<div data-module="govuk-checkboxes">
					<xsl:attribute name="class">
						<xsl:text>govuk-checkboxes</xsl:text>
						<xsl:call-template name="field-small">
							<xsl:with-param name="block" select="'govuk-checkboxes'"/>
						</xsl:call-template>
					</xsl:attribute>
					<xsl:call-template name="options"/>
				</div>
			</fieldset>
		</div>
	</xsl:template>

	<!-- One box: its label is the field's, and no legend is needed. -->
	<xsl:template match="field[@type = 'tick']">
		<div>
			<xsl:call-template name="field-group-class"/>
			<xsl:call-template name="field-faults"/>
			<div data-module="govuk-checkboxes">
				<xsl:attribute name="class">
					<xsl:text>govuk-checkboxes</xsl:text>
					<xsl:call-template name="field-small">
						<xsl:with-param name="block" select="'govuk-checkboxes'"/>
					</xsl:call-template>
				</xsl:attribute>
				<div class="govuk-checkboxes__item">
					<input class="govuk-checkboxes__input" id="{@id}" name="{@name}" type="checkbox" value="Y">
						<xsl:if test="value = 'Y' or option/@selected = 'yes'">
							<xsl:attribute name="checked">checked</xsl:attribute>
						</xsl:if>
						<xsl:if test="option/field">
							<xsl:attribute name="data-aria-controls"><xsl:value-of select="concat('conditional-', @id)"/></xsl:attribute>
						</xsl:if>
						<xsl:call-template name="field-described"/>
					</input>
					<label class="govuk-label govuk-checkboxes__label" for="{@id}"><xsl:call-template name="field-words"/></label>
					<xsl:if test="@hint">
						<div id="{@id}-hint" class="govuk-hint govuk-checkboxes__hint"><xsl:value-of select="@hint"/></div>
					</xsl:if>
				</div>
				<xsl:if test="option/field">
					<div id="conditional-{@id}">
						<xsl:attribute name="class">
							<xsl:text>govuk-checkboxes__conditional</xsl:text>
							<xsl:if test="not(value = 'Y' or option/@selected = 'yes')"> govuk-checkboxes__conditional--hidden</xsl:if>
						</xsl:attribute>
						<xsl:apply-templates select="option/field"/>
					</div>
				</xsl:if>
			</div>
		</div>
	</xsl:template>

	<!-- ============ repeat groups ============ -->

	<!-- Adding and removing are buttons of the form: the answer is the same
	     form with a row more or less, and nothing typed is lost. -->
	<xsl:template match="group">
		<xsl:variable name="id">
			<xsl:choose>
				<xsl:when test="@id"><xsl:value-of select="@id"/></xsl:when>
				<xsl:otherwise><xsl:value-of select="@name"/></xsl:otherwise>
			</xsl:choose>
		</xsl:variable>
		<div id="{$id}">
			<xsl:attribute name="class">
				<xsl:text>govuk-form-group app-group</xsl:text>
				<xsl:if test="@error"> govuk-form-group--error</xsl:if>
			</xsl:attribute>
			<xsl:if test="@error">
				<xsl:attribute name="tabindex">-1</xsl:attribute>
			</xsl:if>
			<fieldset class="govuk-fieldset">
				<xsl:if test="@hint or @error">
					<xsl:attribute name="aria-describedby">
						<xsl:if test="@hint"><xsl:value-of select="concat($id, '-hint')"/></xsl:if>
						<xsl:if test="@hint and @error"><xsl:text> </xsl:text></xsl:if>
						<xsl:if test="@error"><xsl:value-of select="concat($id, '-error')"/></xsl:if>
					</xsl:attribute>
				</xsl:if>
				<legend class="govuk-fieldset__legend govuk-fieldset__legend--m"><xsl:call-template name="field-words"/></legend>
				<xsl:if test="@hint">
					<div id="{$id}-hint" class="govuk-hint"><xsl:value-of select="@hint"/></div>
				</xsl:if>
				<xsl:if test="@error">
					<p id="{$id}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span><xsl:text> </xsl:text><xsl:value-of select="@error"/></p>
				</xsl:if>
				<xsl:apply-templates select="row">
					<xsl:with-param name="id" select="$id"/>
				</xsl:apply-templates>
				<xsl:if test="not(@max) or count(row) &lt; @max">
					<button type="submit" class="govuk-button govuk-button--secondary app-group__add" data-module="govuk-button"
					    name="add" value="{@name}" formaction="{ancestor::form[1]/@action}#{$id}-last">
						<xsl:choose>
							<xsl:when test="@add"><xsl:value-of select="@add"/></xsl:when>
							<xsl:when test="row">Add another <xsl:value-of select="@singular"/></xsl:when>
							<xsl:otherwise>Add <xsl:value-of select="@singular"/></xsl:otherwise>
						</xsl:choose>
					</button>
				</xsl:if>
			</fieldset>
		</div>
	</xsl:template>

	<!-- The last row has an id that the add button can name before the row is
	     there: the browser goes to the new row without a script. -->
	<xsl:template match="group/row">
		<xsl:param name="id"/>
		<fieldset class="govuk-fieldset app-group__row" id="{$id}-{@index}">
			<legend class="govuk-fieldset__legend govuk-fieldset__legend--s app-group__legend">
				<xsl:call-template name="capital">
					<xsl:with-param name="text" select="../@singular"/>
				</xsl:call-template>
				<xsl:value-of select="concat(' ', position())"/>
			</legend>
			<div class="app-group__fields">
				<xsl:if test="position() = last()">
					<xsl:attribute name="id"><xsl:value-of select="concat($id, '-last')"/></xsl:attribute>
				</xsl:if>
				<xsl:apply-templates select="field"/>
			</div>
			<xsl:if test="not(../@min) or count(../row) &gt; ../@min">
				<button type="submit" class="govuk-button govuk-button--secondary app-group__remove" data-module="govuk-button"
				    name="remove" value="{../@name}.{@index}" formaction="{ancestor::form[1]/@action}#{$id}">
					<xsl:text>Remove</xsl:text>
					<span class="govuk-visually-hidden">
						<xsl:value-of select="concat(' ', ../@singular, ' ', position())"/>
					</span>
				</button>
			</xsl:if>
		</fieldset>
	</xsl:template>

	<xsl:template name="capital">
		<xsl:param name="text"/>
		<xsl:value-of select="concat(translate(substring($text, 1, 1),
		    'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), substring($text, 2))"/>
	</xsl:template>

	<!-- ============ buttons ============ -->

	<xsl:template match="buttons">
		<div class="govuk-button-group"><xsl:apply-templates select="button"/></div>
	</xsl:template>

	<xsl:template match="button">
		<button type="submit">
			<xsl:copy-of select="@name"/>
			<xsl:copy-of select="@value"/>
			<xsl:attribute name="class">
				<xsl:text>govuk-button</xsl:text>
				<xsl:if test="@kind = 'secondary' or @kind = 'warning'"><xsl:value-of select="concat(' govuk-button--', @kind)"/></xsl:if>
				<xsl:if test="@kind = 'link'"> app-button-link</xsl:if>
			</xsl:attribute>
			<xsl:attribute name="data-module">govuk-button</xsl:attribute>
			<xsl:if test="ancestor::form[1]/@method = 'post'">
				<xsl:attribute name="data-prevent-double-click">true</xsl:attribute>
			</xsl:if>
			<xsl:value-of select="."/>
		</button>
	</xsl:template>

	<xsl:template match="button[@href]">
		<a href="{@href}" role="button" draggable="false" data-module="govuk-button">
			<xsl:attribute name="class">
				<xsl:text>govuk-button</xsl:text>
				<xsl:if test="@kind = 'secondary' or @kind = 'warning'"><xsl:value-of select="concat(' govuk-button--', @kind)"/></xsl:if>
			</xsl:attribute>
			<xsl:value-of select="."/>
		</a>
	</xsl:template>

	<xsl:template match="button[@href and @kind = 'link']" priority="1">
		<a class="govuk-link" href="{@href}"><xsl:value-of select="."/></a>
	</xsl:template>
</xsl:stylesheet>
