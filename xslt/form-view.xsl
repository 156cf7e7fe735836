<?xml version="1.0" encoding="UTF-8"?>
<!-- Answers as read: summary lists, task lists, two people's texts, history. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

	<!-- ============ summary ============ -->

	<xsl:template match="summary">
		<xsl:if test="@title">
			<h2 class="govuk-heading-m">
				<xsl:copy-of select="@id"/>
				<xsl:value-of select="@title"/>
			</h2>
		</xsl:if>
		<xsl:call-template name="summary-list"/>
	</xsl:template>

	<xsl:template match="summary[@card = 'yes' or action]">
		<div class="govuk-summary-card app-card">
			<xsl:copy-of select="@id"/>
			<div class="govuk-summary-card__title-wrapper">
				<h2 class="govuk-summary-card__title"><xsl:value-of select="@title"/></h2>
				<xsl:choose>
					<xsl:when test="action[2]">
						<ul class="govuk-summary-card__actions">
							<xsl:for-each select="action">
								<li class="govuk-summary-card__action">
									<xsl:call-template name="card-action"/>
								</li>
							</xsl:for-each>
						</ul>
					</xsl:when>
					<xsl:when test="action">
						<div class="govuk-summary-card__actions">
							<xsl:for-each select="action">
								<xsl:call-template name="card-action"/>
							</xsl:for-each>
						</div>
					</xsl:when>
				</xsl:choose>
			</div>
			<div class="govuk-summary-card__content">
				<xsl:call-template name="summary-list"/>
			</div>
		</div>
	</xsl:template>

	<xsl:template name="card-action">
		<a class="govuk-link" href="{@href}">
			<xsl:value-of select="."/>
			<span class="govuk-visually-hidden"> (<xsl:value-of select="../@title"/>)</span>
		</a>
	</xsl:template>

	<xsl:template name="summary-list">
		<xsl:if test="row">
			<dl class="govuk-summary-list app-summary">
				<xsl:apply-templates select="row"/>
			</dl>
		</xsl:if>
	</xsl:template>

	<xsl:template match="summary/row">
		<div>
			<xsl:copy-of select="@id"/>
			<xsl:attribute name="class">
				<xsl:text>govuk-summary-list__row</xsl:text>
				<xsl:if test="not(@href) and ../row/@href"> govuk-summary-list__row--no-actions</xsl:if>
			</xsl:attribute>
			<dt class="govuk-summary-list__key">
				<xsl:call-template name="official"/>
				<xsl:value-of select="@key"/>
			</dt>
			<dd class="govuk-summary-list__value">
				<xsl:choose>
					<xsl:when test="value[2]">
						<xsl:for-each select="value">
							<div class="app-summary__value"><xsl:apply-templates select="." mode="shown"/></div>
						</xsl:for-each>
					</xsl:when>
					<xsl:otherwise>
						<xsl:apply-templates select="value" mode="shown"/>
					</xsl:otherwise>
				</xsl:choose>
			</dd>
			<xsl:if test="@href">
				<dd class="govuk-summary-list__actions">
					<a class="govuk-link" href="{@href}">
						<xsl:choose>
							<xsl:when test="@action"><xsl:value-of select="@action"/></xsl:when>
							<xsl:otherwise>Change</xsl:otherwise>
						</xsl:choose>
						<span class="govuk-visually-hidden">
							<xsl:text> </xsl:text>
							<xsl:choose>
								<xsl:when test="@what"><xsl:value-of select="@what"/></xsl:when>
								<xsl:otherwise><xsl:value-of select="@key"/></xsl:otherwise>
							</xsl:choose>
							<xsl:if test="../@card = 'yes' or ../action"> (<xsl:value-of select="../@title"/>)</xsl:if>
						</span>
					</a>
				</dd>
			</xsl:if>
		</div>
	</xsl:template>

	<!-- Line breaks of the text are kept by the class app-text. -->
	<xsl:template match="value" mode="shown">
		<div class="app-text"><xsl:value-of select="."/></div>
	</xsl:template>

	<xsl:template match="value[@href]" mode="shown">
		<a class="govuk-link" href="{@href}"><xsl:value-of select="."/></a>
	</xsl:template>

	<xsl:template match="value[@tag]" mode="shown">
		<strong class="govuk-tag govuk-tag--{@tag}"><xsl:value-of select="."/></strong>
	</xsl:template>

	<xsl:template match="value[@kind = 'none']" mode="shown">
		<span class="app-none">
			<xsl:choose>
				<xsl:when test=". != ''"><xsl:value-of select="."/></xsl:when>
				<xsl:otherwise>Not provided</xsl:otherwise>
			</xsl:choose>
		</span>
	</xsl:template>

	<!-- ============ tasks ============ -->

	<xsl:template match="tasks">
		<xsl:if test="@title">
			<h2 class="govuk-heading-m">
				<xsl:copy-of select="@id"/>
				<xsl:value-of select="@title"/>
			</h2>
		</xsl:if>
		<ul class="govuk-task-list app-tasks">
			<xsl:apply-templates select="task">
				<xsl:with-param name="list" select="count(preceding::tasks) + 1"/>
			</xsl:apply-templates>
		</ul>
	</xsl:template>

	<xsl:template match="task">
		<xsl:param name="list"/>
		<xsl:variable name="id" select="concat('task-', $list, '-', position())"/>
		<li>
			<xsl:attribute name="class">
				<xsl:text>govuk-task-list__item</xsl:text>
				<xsl:if test="@href"> govuk-task-list__item--with-link</xsl:if>
			</xsl:attribute>
			<div class="govuk-task-list__name-and-hint">
				<xsl:choose>
					<xsl:when test="@href">
						<a class="govuk-link govuk-task-list__link" href="{@href}">
							<xsl:attribute name="aria-describedby">
								<xsl:if test="@hint"><xsl:value-of select="concat($id, '-hint ')"/></xsl:if>
								<xsl:value-of select="concat($id, '-status')"/>
							</xsl:attribute>
							<xsl:value-of select="@title"/>
						</a>
					</xsl:when>
					<xsl:otherwise>
						<div><xsl:value-of select="@title"/></div>
					</xsl:otherwise>
				</xsl:choose>
				<xsl:if test="@hint">
					<div id="{$id}-hint" class="govuk-task-list__hint"><xsl:value-of select="@hint"/></div>
				</xsl:if>
			</div>
			<xsl:apply-templates select="@status">
				<xsl:with-param name="id" select="concat($id, '-status')"/>
			</xsl:apply-templates>
		</li>
	</xsl:template>

	<xsl:template match="task/@status">
		<xsl:param name="id"/>
		<div class="govuk-task-list__status" id="{$id}"><xsl:value-of select="../@label"/></div>
	</xsl:template>

	<xsl:template match="task/@status[. = 'cannot-start']" priority="1">
		<xsl:param name="id"/>
		<div class="govuk-task-list__status govuk-task-list__status--cannot-start-yet" id="{$id}"><xsl:value-of select="../@label"/></div>
	</xsl:template>

	<xsl:template match="task/@status[. = 'in-progress' or . = 'not-started' or . = 'problem']" priority="1">
		<xsl:param name="id"/>
		<div class="govuk-task-list__status" id="{$id}">
			<strong>
				<xsl:attribute name="class">
					<xsl:text>govuk-tag govuk-tag--</xsl:text>
					<xsl:choose>
						<xsl:when test=". = 'problem'">red</xsl:when>
						<xsl:when test=". = 'in-progress'">teal</xsl:when>
						<xsl:otherwise>blue</xsl:otherwise>
					</xsl:choose>
				</xsl:attribute>
				<xsl:value-of select="../@label"/>
			</strong>
		</div>
	</xsl:template>

	<!-- ============ two people, one record ============ -->

	<!-- Each changed field: its label, their text, mine; one is to be chosen.
	     A memo may be kept in both versions or written anew. -->
	<xsl:template match="compare">
		<div class="app-compare">
			<xsl:copy-of select="@id"/>
			<xsl:apply-templates select="row"/>
		</div>
	</xsl:template>

	<xsl:template match="compare/row">
		<xsl:variable name="id" select="concat('choose-', @field)"/>
		<div>
			<xsl:attribute name="class">
				<xsl:text>govuk-form-group app-compare__row</xsl:text>
				<xsl:if test="@error"> govuk-form-group--error</xsl:if>
			</xsl:attribute>
			<fieldset class="govuk-fieldset">
				<xsl:if test="@error">
					<xsl:attribute name="aria-describedby"><xsl:value-of select="concat($id, '-error')"/></xsl:attribute>
				</xsl:if>
				<legend class="govuk-fieldset__legend govuk-fieldset__legend--s"><xsl:value-of select="@label"/></legend>
				<xsl:if test="@error">
					<p id="{$id}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span><xsl:text> </xsl:text><xsl:value-of select="@error"/></p>
				</xsl:if>
				<div class="govuk-radios govuk-radios--small app-compare__choices" data-module="govuk-radios">
					<div class="app-compare__side">
						<xsl:call-template name="compare-choice">
							<xsl:with-param name="id" select="$id"/>
							<xsl:with-param name="value" select="'theirs'"/>
							<xsl:with-param name="label" select="'Keep theirs'"/>
						</xsl:call-template>
						<p class="app-compare__by">
							<xsl:text>Saved by </xsl:text>
							<xsl:value-of select="@by"/>
							<xsl:if test="@at">
								<xsl:text>, </xsl:text>
								<xsl:value-of select="@at"/>
							</xsl:if>
						</p>
						<div class="app-compare__text app-text"><xsl:apply-templates select="theirs"/></div>
					</div>
					<div class="app-compare__side">
						<xsl:call-template name="compare-choice">
							<xsl:with-param name="id" select="concat($id, '-2')"/>
							<xsl:with-param name="value" select="'mine'"/>
							<xsl:with-param name="label" select="'Keep yours'"/>
						</xsl:call-template>
						<p class="app-compare__by">Not saved yet</p>
						<div class="app-compare__text app-text"><xsl:apply-templates select="mine"/></div>
					</div>
					<xsl:if test="@type = 'memo'">
						<xsl:call-template name="compare-both">
							<xsl:with-param name="id" select="$id"/>
						</xsl:call-template>
					</xsl:if>
				</div>
			</fieldset>
		</div>
	</xsl:template>

	<xsl:template match="theirs | mine">
		<xsl:value-of select="."/>
		<xsl:if test=". = ''">
			<span class="app-none">Empty</span>
		</xsl:if>
	</xsl:template>

	<xsl:template name="compare-choice">
		<xsl:param name="id"/>
		<xsl:param name="value"/>
		<xsl:param name="label"/>
		<div class="govuk-radios__item">
			<input class="govuk-radios__input" id="{$id}" name="choose-{@field}" type="radio" value="{$value}">
				<xsl:if test="@chosen = $value">
					<xsl:attribute name="checked">checked</xsl:attribute>
				</xsl:if>
				<xsl:if test="$value = 'both'">
					<xsl:attribute name="data-aria-controls"><xsl:value-of select="concat('conditional-', $id)"/></xsl:attribute>
				</xsl:if>
			</input>
			<label class="govuk-label govuk-radios__label" for="{$id}"><xsl:value-of select="$label"/></label>
		</div>
	</xsl:template>

	<xsl:template name="compare-both">
		<xsl:param name="id"/>
		<div class="app-compare__both">
			<xsl:call-template name="compare-choice">
				<xsl:with-param name="id" select="concat($id, '-3')"/>
				<xsl:with-param name="value" select="'both'"/>
				<xsl:with-param name="label" select="'Keep both, or write it anew'"/>
			</xsl:call-template>
			<div id="conditional-{$id}-3">
				<xsl:attribute name="class">
					<xsl:text>govuk-radios__conditional</xsl:text>
					<xsl:if test="not(@chosen = 'both')"> govuk-radios__conditional--hidden</xsl:if>
				</xsl:attribute>
				<div class="govuk-form-group">
					<label class="govuk-label" for="text-{@field}">Text to save</label>
					<textarea class="govuk-textarea" id="text-{@field}" name="text-{@field}" rows="10">
						<xsl:text>&#10;</xsl:text>
						<xsl:choose>
							<xsl:when test="both"><xsl:value-of select="both"/></xsl:when>
							<xsl:otherwise><xsl:value-of select="concat(theirs, '&#10;&#10;', mine)"/></xsl:otherwise>
						</xsl:choose>
					</textarea>
				</div>
			</div>
		</div>
	</xsl:template>

	<!-- ============ history of the fields ============ -->

	<xsl:template match="history">
		<div class="moj-scrollable-pane app-scroll" role="region" aria-label="Changes" tabindex="0">
			<table class="govuk-table app-table app-history">
				<caption class="govuk-table__caption govuk-visually-hidden">Changes</caption>
				<thead class="govuk-table__head">
					<tr class="govuk-table__row">
						<th scope="col" class="govuk-table__header">When</th>
						<th scope="col" class="govuk-table__header">Who</th>
						<th scope="col" class="govuk-table__header">Answer</th>
						<th scope="col" class="govuk-table__header">Was</th>
						<th scope="col" class="govuk-table__header">Became</th>
					</tr>
				</thead>
				<tbody class="govuk-table__body">
					<xsl:apply-templates select="row"/>
				</tbody>
			</table>
		</div>
	</xsl:template>

	<xsl:template match="history[not(row)]">
		<p class="govuk-body app-empty__text">No changes recorded.</p>
	</xsl:template>

	<xsl:template match="history/row">
		<tr class="govuk-table__row">
			<td class="govuk-table__cell app-cell--nowrap"><xsl:value-of select="@when"/></td>
			<td class="govuk-table__cell"><xsl:value-of select="@who"/></td>
			<th scope="row" class="govuk-table__header"><xsl:value-of select="@field"/></th>
			<td class="govuk-table__cell app-text"><xsl:apply-templates select="old"/></td>
			<td class="govuk-table__cell app-text"><xsl:apply-templates select="new"/></td>
		</tr>
	</xsl:template>

	<xsl:template match="history/row/old | history/row/new">
		<xsl:value-of select="."/>
		<xsl:if test=". = ''">
			<span class="app-none">Empty</span>
		</xsl:if>
	</xsl:template>
</xsl:stylesheet>
