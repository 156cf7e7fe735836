#include <string.h>

#include "fill-story.h"
#include "str.h"

/* In the order of the form, H01 to H19. */
const struct story_box story_boxes[BOXES] = {
	{ /* General health */
		{ { ALL, "{name} is registered with a GP and a dentist, and immunisations are up to date." },
		  { ALL, "{name} is rarely ill and {his} {carer} asks for advice early." },
		  { EARLY, "All developmental checks were kept and growth follows the expected line." } },
		{ { ALL, "Asthma is not well controlled: the preventer inhaler is used only now and then." },
		  { PUPIL | TEEN, "Two dental appointments were missed this year; {name} complains of toothache." },
		  { EARLY, "The last developmental check was missed when the family moved." } },
		{ { ALL, "GP summary seen with the family's agreement; the {carer}'s account at the home visit." },
		  { EARLY, "Red book seen on the home visit." } } },
	{ /* Physical development */
		{ { ALL, "{name} eats with the family most days and enjoys being outdoors." },
		  { PUPIL | TEEN, "{name} plays football on Saturdays and walks to school." },
		  { EARLY, "{name} runs, climbs and kicks a ball with confidence." } },
		{ { ALL, "{name} goes to bed late and is tired on most mornings." },
		  { EARLY, "{name} finds crayons and buttons hard and soon gives up." },
		  { TEEN, "{name} often skips breakfast and lunch." } },
		{ { ALL, "Seen during three visits; the {carer} kept a sleep diary for a week." } } },
	{ /* Speech, language and communication */
		{ { ALL, "{name} speaks readily with people {he} knows and listens well one to one." },
		  { EARLY, "{name} points, gestures and brings things to make {his} wishes known." } },
		{ { EARLY, "{name} uses about thirty single words and does not join two together yet." },
		  { PUPIL, "{name} loses the thread of longer instructions and copies what others do." },
		  { TEEN, "{name} says little in lessons and finds it hard to ask for help." } },
		{ { EARLY, "Observed at nursery during free play and at story time." },
		  { PUPIL | TEEN, "Observed in two lessons; class teacher's notes." } } },
	{ /* Emotional and social development */
		{ { ALL, "{name} is affectionate with {his} {carer} and comes for comfort when unsure." },
		  { PUPIL | TEEN, "{name} can say what worries {him} when given time." } },
		{ { ALL, "{name} is anxious at times of change and may cry or withdraw for an hour." },
		  { TEEN, "{name} spends most evenings alone in {his} room and says {he} feels low." },
		  { PUPIL, "{name} worries about {his} {carer} when at school." } },
		{ { ALL, "What {name} said in three talks with the practitioner." },
		  { ALL, "The {carer} and practitioner describe the same pattern." } } },
	{ /* Behavioural development */
		{ { ALL, "With clear routines {name} settles quickly and responds to praise." },
		  { PUPIL | TEEN, "{name} apologises afterwards and can say what went wrong." } },
		{ { EARLY, "Tantrums last up to half an hour, most often at bedtime." },
		  { PUPIL, "{name} leaves the classroom without permission two or three times a week." },
		  { TEEN, "{name} was twice sent home last term for shouting at staff." } },
		{ { PUPIL | TEEN, "School behaviour log, first half of term." },
		  { EARLY, "Nursery's record sheets over four weeks." } } },
	{ /* Identity, self-esteem */
		{ { ALL, "{name} is proud of {his} family and enjoys telling people about {his} grandparents." },
		  { PUPIL | TEEN, "{name} takes care of {his} appearance and has firm views of {his} own." } },
		{ { PUPIL | TEEN, "{name} calls {himself} stupid when work is hard." },
		  { TEEN, "{name} has been called names on the way home and now takes a longer route." },
		  { EARLY, "{name} is shy of other children and hides behind {his} {carer}." } },
		{ { ALL, "{name}'s own words during the assessment." } } },
	{ /* Family and social relationships */
		{ { ALL, "{name} and {his} brothers and sisters, or cousins, play together for long spells." },
		  { PUPIL | TEEN, "{name} has two close friends whom the family knows." } },
		{ { PUPIL, "{name} is often on the edge of games at break time." },
		  { TEEN, "New friends are older, and {his} {carer} does not know them." },
		  { EARLY, "{name} has had few chances to play with others of {his} age." } },
		{ { ALL, "The {carer}'s account, and what was seen at a family visit." } } },
	{ /* Self-care */
		{ { EARLY, "{name} feeds {himself} and helps to put on a coat." },
		  { PUPIL | TEEN, "{name} gets up, washes and dresses without being told." } },
		{ { EARLY, "{name} is not dry by day yet, which worries nursery and home." },
		  { PUPIL | TEEN, "{name} needs many reminders and is often late." },
		  { TEEN, "{name} does more of the housework and caring than is right at {his} age." } },
		{ { ALL, "Described by the {carer}; confirmed by the practitioner." } } },
	{ /* Understanding, reasoning */
		{ { ALL, "{name} is curious and likes to find out how things work." },
		  { EARLY, "{name} plays long pretend games with cars and dolls." } },
		{ { ALL, "{name} gives up quickly when the first try does not work." },
		  { PUPIL, "{name} finds it hard to plan a task of more than one step." } },
		{ { PUPIL | TEEN, "Work samples from two subjects." }, { EARLY, "Observed at play." } } },
	{ /* Participation in learning */
		{ { PUPIL | TEEN, "{name} likes being in school and takes part in a lunchtime club." },
		  { EARLY, "{name} arrives happily and joins in with singing." } },
		{ { PUPIL | TEEN, "Attendance this term is 84 per cent; most absences are on Mondays." },
		  { EARLY, "{name} attends one session out of three." } },
		{ { PUPIL | TEEN, "Attendance record up to last Friday." }, { EARLY, "Nursery register." } } },
	{ /* Progress */
		{ { PUPIL | TEEN, "{name} reads above the level expected and enjoys it." },
		  { EARLY, "{name} counts to ten and knows most colours." } },
		{ { PUPIL | TEEN, "Written work is well behind what {he} can say aloud." },
		  { EARLY, "Progress in talking and listening is behind the rest." } },
		{ { PUPIL | TEEN, "Teacher assessment at half term." }, { EARLY, "Two-year progress check." } } },
	{ /* Aspirations */
		{ { PUPIL, "{name} wants to be a vet and reads about animals." },
		  { TEEN, "{name} hopes to go to college and train as an electrician." },
		  { EARLY, "{his} {carer} hopes that {name} will start school ready and happy." } },
		{ { TEEN, "{name} sees no point in exams at the moment." },
		  { PUPIL, "{name} says that {he} is no good at anything." },
		  { EARLY, "The family would like to know what to expect when school starts." } },
		{ { ALL, "Said by {name} or {his} {carer} when asked about the next year." } } },
	{ /* Basic care */
		{ { ALL, "The home is warm, clean and safe, and meals are regular." },
		  { ALL, "{his} {carer} keeps appointments and rings when something comes up." } },
		{ { EARLY, "There is no stair gate, and cleaning things stand under the sink." },
		  { ALL, "When money runs short towards the end of the month, meals get smaller." } },
		{ { ALL, "Home visit, kitchen and bedrooms seen at the family's invitation." } } },
	{ /* Warmth */
		{ { ALL, "{his} {carer} speaks of {name} with warmth and pride." },
		  { ALL, "Praise and hugs were seen at each visit." } },
		{ { ALL, "The family has moved three times in two years and {name} misses {his} old friends." },
		  { ALL, "{his} {carer} has been exhausted and finds it hard to play or talk in the evening." } },
		{ { ALL, "Seen at visits; the {carer} raised it {himself_c}." } } },
	{ /* Guidance */
		{ { ALL, "House rules are clear and explained rather than shouted." },
		  { PUPIL | TEEN, "Screens go off at an agreed time on school nights." } },
		{ { ALL, "The adults disagree about bedtimes, and {name} plays one against the other." },
		  { TEEN, "{name} comes and goes without saying where {he} will be." },
		  { EARLY, "There is no fixed bedtime." } },
		{ { ALL, "Described by both adults, separately." } } },
	{ /* Family history */
		{ { ALL, "The family has come through a hard time together and talks about it openly." },
		  { ALL, "{his} {carer} is in touch with the GP about {his_c} own health." } },
		{ { ALL, "{his} parents separated last year, and arguments at handover upset {name}." },
		  { ALL, "A grandparent who did much of the caring died in the spring." },
		  { ALL, "{his} {carer} has low moods, worse since losing work." } },
		{ { ALL, "The {carer}'s account; {name} said much the same." } } },
	{ /* Wider family */
		{ { ALL, "An aunt lives two streets away and helps on most days." },
		  { ALL, "Grandparents ring each Sunday and pay for swimming." } },
		{ { ALL, "There are no relatives near, and nobody to step in when the {carer} is ill." } },
		{ { ALL, "Family tree drawn together with {name}." } } },
	{ /* Housing */
		{ { ALL, "The tenancy is secure and the rent is paid." },
		  { ALL, "One adult works regular hours." } },
		{ { ALL, "Two bedrooms for five people: {name} sleeps in the living room." },
		  { ALL, "There is damp in {name}'s bedroom, reported to the landlord twice." },
		  { ALL, "Benefits stopped for six weeks after a change of address." } },
		{ { ALL, "Seen at the visit; letters from the landlord." } } },
	{ /* Community */
		{ { ALL, "The family uses the library and the park, and knows its neighbours." },
		  { PUPIL | TEEN, "{name} goes to a youth club on Thursdays." } },
		{ { ALL, "There is no bus in the evening, so clubs across town are out of reach." },
		  { TEEN, "{name} says there is nowhere to go but the precinct." } },
		{ { ALL, "Said by the family." } } },
};

const struct passage story_views[] = {
	{ ALL, "The {carer} thinks it will pass with time; school or nursery thinks it will not." },
	{ ALL, "{name}'s grandparents see less of a problem." },
	{ TEEN, "{name} says the adults make too much of it." },
	{ 0, "" }
};

const struct passage story_endings[] = {
	{ ALL, "The family asked for someone to keep them informed, and would rather meet at school or at "
	    "the children's centre than at home." },
	{ ALL, "Everybody agreed that things were better when one person kept in touch with all services." },
	{ ALL, "It is not known yet whether there is a reason of health as well." },
	{ 0, "" }
};

const struct passage story_requirements[] = {
	{ ALL, "Appointments by text message, please: letters are not always opened." },
	{ ALL, "The {carer} reads English with difficulty; go through letters together." },
	{ ALL, "No steps: the {carer} uses a stick." },
	{ 0, "" }
};

const struct theme story_themes[] = {
	{ EARLY,
	  "Nursery noticed in September that {name} says few words and is hard to understand. {His} "
	  "{carer} has been worried since the two-year check and asked for help. Story time in small "
	  "groups has been tried for six weeks with some success.",
	  "{name} lives with {his} {carer}. Two languages are spoken with relatives. Evenings are busy "
	  "and the television is mostly on. The household is settled and the family has lived here for "
	  "several years.",
	  "{name} is a happy, healthy child whose talking is behind other skills. Hearing has not been "
	  "tested. Nursery and home both see what helps, and want the same thing.",
	  "{name} should be able to say what {he} wants and be understood at nursery. The family would "
	  "like ideas for home.",
	  "Nursery will count the words {name} uses each half term; {his} {carer} will notice fewer "
	  "tears of frustration.",
	  "", "I am glad somebody listened. I want {him} to be ready for school.",
	  "N1", "SLT", "Sandmouth Community Health",
	  { { "{name} is understood by people outside the family", "EA1",
	      "Refer to speech and language therapy and ask for a hearing test", "{worker}" },
	    { "{name} hears and uses more words at home", "EAF",
	      "Share a picture book each day with the television off", "{carer}" },
	    { "{name} joins in at nursery", "EA1", "Small group for talking twice a week", "EYP" } },
	  { NULL, NULL, "{name} uses single words only and is hard to understand.", NULL, NULL },
	  "SEN", 2 },
	{ EARLY,
	  "The health visitor saw at the one-year review that {name} wakes five or six times a night. "
	  "{His} {carer} is worn out and says the days are hard to get through.",
	  "{name} lives with {his} {carer} in a two-room flat on the second floor. The nearest relatives "
	  "live an hour away.",
	  "{name} is well cared for and growing well. The whole family is short of sleep, and the {carer} "
	  "feels alone with it.",
	  "Everybody sleeps. The {carer} meets other parents.",
	  "A sleep diary over four weeks; the {carer} feels able to go out with {name} twice a week.",
	  "", "If I could sleep for one night I could manage the rest.",
	  "N1", "VOL", "Harbour Family Centre",
	  { { "{name} sleeps through on most nights", "BH1", "Sleep plan with weekly visits for six weeks",
	      "{worker}" },
	    { "The {carer} has company and a break", "SSF", "Place in the Tuesday group and crèche", "VOL" },
	    { "The evening has a routine", "SS5", "Bath, book and bed at the same time", "{carer}" } },
	  { "{name} wakes every two hours and is tired by day.", NULL, NULL, NULL,
	    "The flat is small and the heating is used as little as possible." }, "", 1 },
	{ PUPIL,
	  "{name} missed 23 days of school since September. {His} {carer} says that mornings end in "
	  "tears. School changed the place of arrival and rang home each week; it helped for a while.",
	  "{name} lives with {his} {carer}. Mornings are hurried because the {carer} starts work at eight. "
	  "{name} is often looked after by a neighbour.",
	  "{name} wants to come to school but worries about {his} {carer} during the day. Attendance is "
	  "the sign, not the cause. The family works well with school.",
	  "{name} arrives on time and stays for the day. The {carer} wants mornings without tears.",
	  "Attendance above 93 per cent by the review; {name} says how mornings went on a chart.",
	  "I like my class. I just do not like leaving the house.",
	  "I do not want to be told off. I want mornings to work.",
	  "N1", "EWO", "Sandmouth Council",
	  { { "{name} comes to school each day", "EA2", "Meet {name} at the gate for four weeks",
	      "SCH" },
	    { "Mornings are calm", "EAF", "Pack the bag in the evening; leave at the same time", "{carer}" },
	    { "{name} can talk about worries", "BH2", "Weekly talk with a trusted adult", "{worker}" } },
	  { NULL, NULL, "Attendance is 81 per cent.", NULL, NULL }, "ABSENT", 9 },
	{ PUPIL | TEEN,
	  "{name} helps {his} {carer}, who has a long illness, with shopping, cooking and younger "
	  "relatives. Teachers noticed that homework is not done and that {name} falls asleep in class.",
	  "{name} lives with {his} {carer}. A carer comes twice a week. {name} does the shopping and most "
	  "of the cooking, and gets up at night when needed.",
	  "{name} is capable and proud of helping. It is too much, and school work and friendships suffer. "
	  "The adult's own care has not been reviewed for two years.",
	  "{name} has time for homework and friends. The {carer} gets more help.",
	  "{name} attends homework club; the adult review has taken place.",
	  "I do not mind helping. I would like one evening off.",
	  "I feel guilty about it. I did not know who to ask.",
	  "N2", "ADU", "Sandmouth Council",
	  { { "The {carer} has the care needed", "SSF", "Ask adult services for a review of care", "{worker}" },
	    { "{name} has time off", "PC4", "Young carers' group on Wednesdays", "YTH" },
	    { "School work is handed in", "EA4", "Homework club and later deadlines", "SCH" } },
	  { "{name} is often up at night and tired by day.", NULL, "Homework is seldom done.", NULL,
	    "The household lives on benefits." }, "CARER HOME", 7 },
	{ PUPIL | TEEN,
	  "{name}'s grandfather died in April. Since then {name} has been tearful, has stopped going to "
	  "football and does not want to be alone at night. {His} {carer} asked school for help.",
	  "{name} lives with {his} {carer}. The grandfather lived with them for six years and took "
	  "{name} to school each day.",
	  "{name} is grieving, as is the whole family. Home is loving and safe. Support in time should "
	  "be enough.",
	  "{name} can talk about the loss and do again what {he} enjoys.",
	  "{name} goes to football; sleep is better; school sees a smile again.",
	  "I miss him most on the way to school.",
	  "We are all sad. It is good that {he} has somebody outside to talk to.",
	  "N1", "VOL", "Harbour Family Centre",
	  { { "{name} has somebody to talk to", "BH2", "Six sessions of bereavement support", "VOL" },
	    { "{name} does what {he} enjoys", "EA4", "Go to football together for a month", "{carer}" },
	    { "School knows what helps", "EA2", "Time-out card and a quiet place", "{worker}" } },
	  { "{name} sleeps badly and eats little.", NULL, NULL,
	    "{name} has dropped out of {his} team.", NULL }, "BEREAV", 3 },
	{ PUPIL,
	  "{name} leaves lessons and hits out when told to come back. Two short exclusions this term. "
	  "School has tried a reward chart and a place at breakfast club.",
	  "{name} lives with {his} {carer}. {name} sees the other parent every second weekend; the adults "
	  "hardly speak.",
	  "{name} copes well in small groups and badly with noise and change. Nobody has looked at "
	  "{his} hearing or learning yet. The adults would like to agree on rules.",
	  "{name} stays in lessons. Both homes have the same rules.",
	  "No exclusion before the review; a short note each Friday shows good days.",
	  "It is too loud. I get told off before I know what I did.",
	  "We both want the best for {him}. We need help to talk to each other.",
	  "N2", "EPS", "Sandmouth Council",
	  { { "We understand what makes lessons hard", "EA3", "Ask educational psychology to observe",
	      "{worker}" },
	    { "Both homes pull together", "PCF", "Parenting group for separated parents", "FAM" },
	    { "{name} stays in class", "PC2", "Quiet corner and a signal to use it", "SCH" } },
	  { NULL, NULL, "{name} misses about four lessons a week.",
	    "{name} hits out when told to come back.", NULL }, "SEN", 4 },
	{ TEEN,
	  "{name} told the school nurse that {he} cannot sleep and feels anxious most days. {He} has "
	  "stopped seeing friends. {His} {carer} has noticed that meals are left.",
	  "{name} lives with {his} {carer}. An older relative has left home this year. The {carer} works late "
	  "shifts, so {name} is alone on three evenings.",
	  "{name} describes anxiety that gets in the way of school and friends, without any thought of "
	  "self-harm. The GP has been seen. {name} asks for someone to talk to.",
	  "{name} wants to sleep, to go out with friends again, and to sit the exams.",
	  "{name} rates each week from 1 to 10; the aim is 6.",
	  "I just want to feel normal. Talking about it helped already.",
	  "I did not know it was so bad. I have asked for other shifts.",
	  "N1", "SN", "Sandmouth Community Health",
	  { { "{name} has ways to deal with worry", "BH2", "Weekly sessions with the school nurse",
	      "SN" },
	    { "{name} is not alone every evening", "SSF", "Change shifts, eat together twice a week",
	      "{carer}" },
	    { "School is manageable", "EA5", "Later start on two days until the review", "{worker}" } },
	  { "{name} sleeps four or five hours and leaves meals.", NULL, NULL,
	    "{name} sees nobody outside school.", NULL }, "", 3 },
	{ TEEN,
	  "{name} has been out late with older friends and came home twice smelling of alcohol. "
	  "Attendance has fallen to 70 per cent. {His} {carer} asked the youth service for help.",
	  "{name} lives with {his} {carer}. There was a move across town in the summer, and {name} lost "
	  "touch with old friends.",
	  "{name} is bright, funny and bored. New friends offer what school does not at present. The {carer} "
	  "and {name} still talk, which is the best thing to build on.",
	  "{name} is home at an agreed time and back in lessons.",
	  "Home by ten on school nights; attendance above 90 per cent.",
	  "I know you are all worried. I am not stupid.",
	  "I want my child back before something happens.",
	  "N2", "YTH", "Sandmouth Council",
	  { { "{name} has something better to do", "PC5", "Climbing club and a mentor", "YTH" },
	    { "Rules that both keep", "PCF", "Written agreement on times, looked at each Sunday",
	      "{carer}" },
	    { "{name} is back in lessons", "EA5", "Part-time technical course from January", "SCH" } },
	  { NULL, "{name} is out late and nobody knows with whom.", "Attendance is 70 per cent.",
	    "{name} was seen drinking with older friends.", NULL }, "ABSENT", 6 },
	{ ALL,
	  "The family of five has lived in two rooms since losing a tenancy. {name} coughs, sleeps badly "
	  "and has nowhere to play or work. Housing and school each asked whether more could be done.",
	  "{name} shares a room with three relatives. The kitchen is shared with two other households. "
	  "There is no outside space.",
	  "The adults do well in very difficult rooms. Most of what worries people about {name} comes "
	  "from housing and from money.",
	  "A home of their own with a room to sleep in. Benefits that are right.",
	  "The bid for housing has moved up; {name} coughs less and sleeps more.",
	  "", "We are not asking for much. We need a door that we can close.",
	  "N2", "HOU", "Sandmouth Homes",
	  { { "A decent home", "EW3", "Medical letter and review of priority", "HOU" },
	    { "The family has what it is entitled to", "EW5", "Benefits check at the advice centre",
	      "{worker}" },
	    { "{name} has a place to play and learn", "EA4", "Three afternoons a week at the centre",
	      "{carer}" } },
	  { "{name} has had a cough since September.", NULL, NULL, NULL,
	    "Five people live in two rooms; money runs out each month." }, "HOME", 17 },
	{ PUPIL | TEEN,
	  "{name} uses a wheelchair and will change school next year. {His} {carer} asked for one plan "
	  "in place of four. The present school finds it hard to know who does what.",
	  "{name} lives with {his} {carer}. The house has been adapted downstairs. Five services come in "
	  "at different times.",
	  "{name} does well and has clear wishes. Services are good but do not know of each other. One "
	  "person to coordinate would help most.",
	  "One plan, one person to ring, and a visit to the new school before summer.",
	  "The {carer} rings one number; the new school has seen {name} twice.",
	  "I want to see the new school with my friends, not on my own.",
	  "I spend a day a week on the telephone. I would rather spend it with my family.",
	  "N2", "SEN", "Sandmouth Council",
	  { { "One plan for all services", "SS5", "Meeting of all services, notes to everybody",
	      "{worker}" },
	    { "The move of school goes well", "EA2", "Two visits and a buddy", "SCH" },
	    { "Equipment is there on the first day", "EW4", "List and order before Easter", "SEN" } },
	  { "{name} has muscular weakness and tires quickly.", NULL, NULL, NULL, NULL }, "DIS SEN", 0 },
};
const unsigned story_themes_n = COUNT(story_themes);

unsigned story_age(unsigned age)
{
	return age < 5 ? EARLY : age < 12 ? PUPIL : TEEN;
}

const struct theme *story_theme(struct chance *c, unsigned age)
{
	const struct theme *theme;

	do
		theme = &story_themes[chance_below(c, story_themes_n)];
	while ((theme->ages & story_age(age)) == 0);
	return theme;
}

const char *story_choose(struct chance *c, const struct passage *list, unsigned age)
{
	const char *fit[PASSAGES_MAX];
	unsigned i, n = 0;

	for (i = 0; i < PASSAGES_MAX && list[i].ages != 0; i++)
		if ((list[i].ages & story_age(age)) != 0)
			fit[n++] = list[i].text;
	return n == 0 ? NULL : fit[chance_below(c, n)];
}

/* -- putting names in -- */

static const char *carer_word(const struct child *child)
{
	static const struct { const char *relationship, *word; } words[] = {
		{ "MOT", "mother" }, { "FAT", "father" }, { "GRP", "grandmother" }, { "KIN", "aunt" },
		{ "SGO", "special guardian" }, { "FOS", "foster carer" }
	};
	size_t i;

	for (i = 0; i < COUNT(words); i++)
		if (child->carers > 0 &&
		    strcmp(words[i].relationship, child->carer[0].relationship) == 0)
			return words[i].word;
	return "carer";
}

static const char *first_name(struct pool *pool, const struct child *child)
{
	if (child->given[0] == '\0')
		return "the baby";
	return pool_strndup(pool, child->given, strcspn(child->given, " "));
}

enum pronoun { HE, HIS, HIM, HIMSELF };

/* A child whose sex is not known is called by name. */
static const char *pronoun(struct pool *pool, const struct child *child, enum pronoun which)
{
	static const char *const male[] = { "he", "his", "him", "himself" };
	static const char *const female[] = { "she", "her", "her", "herself" };

	if (child->sex[0] == 'M')
		return male[which];
	if (child->sex[0] == 'F')
		return female[which];
	return which == HIS ? pool_printf(pool, "%s's", first_name(pool, child)) :
	    first_name(pool, child);
}

static const char *capital(struct pool *pool, const char *word)
{
	return pool_printf(pool, "%c%s", word[0] >= 'a' && word[0] <= 'z' ? word[0] - 32 : word[0],
	    word + 1);
}

static const char *word_for(struct pool *pool, const struct child *child, const char *worker,
    const char *name, size_t len)
{
	static const struct { const char *name; enum pronoun which; bool capital; } known[] = {
		{ "he", HE, false }, { "his", HIS, false }, { "him", HIM, false },
		{ "himself", HIMSELF, false }, { "He", HE, true }, { "His", HIS, true }
	};
	size_t i;

	for (i = 0; i < COUNT(known); i++)
		if (strlen(known[i].name) == len && strncmp(known[i].name, name, len) == 0)
			return known[i].capital ? capital(pool, pronoun(pool, child, known[i].which)) :
			    pronoun(pool, child, known[i].which);
	switch (name[0]) {
	case 'n': return first_name(pool, child);
	case 'c': return carer_word(child);
	case 'w': return worker;
	case 'h': return len == 5 ? "their" : "themselves";	/* the carer's own */
	default: fill_refuse("no word for {%.*s}", (int)len, name);
	}
}

/* Sentences begin with a capital, whatever stands in front. */
static const char *begun(struct pool *pool, const struct str *s, const char *word)
{
	bool first = s->len == 0 || (s->len > 1 && s->data[s->len - 1] == ' ' &&
	    strchr(".!?", s->data[s->len - 2]) != NULL);

	return first ? capital(pool, word) : word;
}

const char *story_tell(struct pool *pool, const struct child *child, const char *worker,
    const char *text)
{
	struct str s;
	size_t n, len;

	str_init(&s, pool);
	for (; *text != '\0'; text += n) {
		n = strcspn(text, "{");
		str_addn(&s, text, n);
		text += n;
		if (*text == '\0')
			break;
		len = strcspn(text + 1, "}");
		str_add(&s, begun(pool, &s, word_for(pool, child, worker, text + 1, len)));
		n = len + 2;
	}
	return s.data;
}
